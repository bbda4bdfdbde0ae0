use lopdf::content::{Content, Operation};
use lopdf::{Object, Stream, dictionary};

use super::*;

/// A file of pages, each of lines with size and height.
fn file(pages: &[&[(i64, i64, &str)]]) -> Vec<u8> {
    let mut pdf = Pdf::with_version("1.5");
    let tree = pdf.new_object_id();
    let font = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let resources = pdf.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let mut kids = Vec::new();
    for lines in pages {
        let mut operations = Vec::new();
        for &(size, y, words) in *lines {
            operations.push(Operation::new("BT", vec![]));
            operations.push(Operation::new("Tf", vec!["F1".into(), size.into()]));
            operations.push(Operation::new("Td", vec![50.into(), y.into()]));
            operations.push(Operation::new("Tj", vec![Object::string_literal(words)]));
            operations.push(Operation::new("ET", vec![]));
        }
        let content = Content { operations }.encode().unwrap();
        let content = pdf.add_object(Stream::new(dictionary! {}, content));
        let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources };
        kids.push(Object::from(pdf.add_object(page)));
    }
    let count = kids.len() as i64;
    pdf.objects
        .insert(tree, Object::from(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }));
    let catalog = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

fn communique() -> Vec<u8> {
    file(&[
        &[
            (18, 700, "Joint statement"),
            (11, 670, "Geneva, 5 July 2023"),
            (11, 640, "The envoys of both states met on Tuesday and"),
            (11, 627, "agreed to meet again."),
            (11, 600, "They will talk about the bridge and"),
        ],
        &[(11, 700, "about the goods on both sides."), (11, 670, "Done at Geneva.")],
    ])
}

#[test]
fn a_file_is_read_in_paragraphs_with_its_pages() {
    let got = article(&communique()).unwrap();
    assert_eq!(got.title.as_deref(), Some("Joint statement"));
    assert_eq!(got.published.as_ref().unwrap().as_str(), "2023-07-05");
    let expected = "Geneva, 5 July 2023\n\n\
        The envoys of both states met on Tuesday and agreed to meet again.\n\n\
        They will talk about the bridge and about the goods on both sides.\n\n\
        Done at Geneva.";
    assert_eq!(got.text, expected);
    assert_eq!(got.warnings, Vec::<String>::new());
    let at = |words: &str| expected.find(words).unwrap();
    assert_eq!(got.pages, [0, at("about the goods")]);
    assert_eq!(got.page_of(at("talk")), Some(1));
    assert_eq!(got.page_of(at("Done")), Some(2));
}

#[test]
fn pages_without_words_keep_their_numbers() {
    let got = article(&file(&[&[], &[(11, 700, "They met.")]])).unwrap();
    assert_eq!((got.pages.as_slice(), got.page_of(3)), (&[0, 0][..], Some(2)));
}

#[test]
fn what_is_no_whole_file_is_told() {
    for bytes in [&b"%PDF-1.7"[..], b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", &communique()[..200]] {
        assert!(matches!(article(bytes), Err(Problem::BrokenPdf(_))));
    }
}

/// Files that are broken in any way cost an error at most.
#[test]
fn broken_files_end() {
    let whole = communique();
    let mut random = 7_u32;
    let mut next = |below: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) as usize % below
    };
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..1 + next(20) {
            let at = next(bytes.len());
            bytes[at] = next(256) as u8;
        }
        bytes.truncate(bytes.len() - next(bytes.len() / 4));
        let _ = article(&bytes);
    }
}

#[test]
fn a_page_that_holds_itself_ends() {
    let bytes = String::from_utf8_lossy(&communique()).replace("/Type/Page/", "/Type/Pages/Kids[3 0 R]/");
    let _ = article(bytes.as_bytes());
    let nested = format!("%PDF-1.4\n1 0 obj\n{}\nendobj\ntrailer<</Root 1 0 R>>\n", "[".repeat(200_000));
    let _ = article(nested.as_bytes());
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut pdf = Pdf::load_mem(&communique()).unwrap();
    let page = pdf.page_iter().next().unwrap();
    let mut zeros = Stream::new(dictionary! {}, b"0 ".repeat(20 << 20));
    zeros.compress().unwrap();
    let zeros = pdf.add_object(zeros);
    pdf.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Contents", zeros);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    assert!(bytes.len() < 1 << 20);
    let got = article(&bytes).unwrap();
    assert_eq!(got.warnings, ["Page 1 of the document cannot be read and was left out."]);
    assert_eq!(got.text, "about the goods on both sides.\n\nDone at Geneva.");
}
