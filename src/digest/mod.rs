//! Chooses, writes, cites and proves the weekly watch.
