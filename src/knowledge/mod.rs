//! What the program knows: the plain files under `knowledge/`, parsed and checked.
//! They are part of the binary; nothing is read at run time.
