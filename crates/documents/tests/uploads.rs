//! Files as people and attackers send them.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod made;

use documents::upload::{PaperKind, SIZE_MAX, Unreadable, inspect};
use lopdf::{Object, dictionary};

use made::{
    document, jpeg, jpeg_of, jpeg_with_comment, locked_pdf, pdf, pdf_without_table, png, png_of,
    zip,
};

#[test]
fn a_document_tells_its_pages_size_and_hash() {
    let bytes = pdf(3);
    let found = inspect("Giấy khai sinh.PDF", &bytes).unwrap();
    assert_eq!((found.kind, found.pages), (PaperKind::Pdf, 3));
    assert_eq!(found.size, bytes.len() as u64);
    let again = inspect("khác.pdf", &bytes).unwrap();
    assert_eq!(found.sha256, again.sha256);
    assert_ne!(found.sha256, inspect("khác.pdf", &pdf(4)).unwrap().sha256);
}

#[test]
fn the_hash_is_sha_256_of_the_bytes() {
    // SHA-256 of this picture as other programs compute it.
    let found = inspect("a.png", &png()).unwrap();
    assert_eq!(found.sha256, PNG_SHA256);
}

#[test]
fn pictures_are_one_page() {
    assert_eq!(inspect("ảnh.jpeg", &jpeg()).unwrap().kind, PaperKind::Jpeg);
    assert_eq!(inspect("không đuôi", &png()).unwrap().pages, 1);
}

#[test]
fn photographs_of_telephones_are_taken_with_what_they_append() {
    let film = [jpeg(), b"\0\0\0\x18ftypmp42\0\0\0\0isommp42".to_vec()].concat();
    let two = [jpeg(), jpeg(), vec![0; 16]].concat();
    let notes = [jpeg(), b"\0\0Image_UTC_Data1SEFH\x01\0\0\0SEFT".to_vec()].concat();
    for photograph in [film, two, notes] {
        assert_eq!(
            inspect("ảnh.jpg", &photograph).unwrap().kind,
            PaperKind::Jpeg
        );
    }
}

#[test]
fn nothing_and_too_much_are_refused() {
    assert_eq!(inspect("gks.pdf", b""), Err(Unreadable::Empty));
    let size = SIZE_MAX + 1;
    let bytes = vec![0; usize::try_from(size).unwrap()];
    assert_eq!(
        inspect("gks.pdf", &bytes),
        Err(Unreadable::TooBig {
            size,
            max: SIZE_MAX
        })
    );
}

#[test]
fn other_formats_are_refused_whatever_their_name() {
    let zip = b"PK\x03\x04\x14\0\0\0\0\0".to_vec();
    assert_eq!(
        inspect("a.pdf", &zip),
        Err(Unreadable::WrongKind { found: Some("zip") })
    );
    assert_eq!(
        inspect("a.pdf", b"plain text"),
        Err(Unreadable::WrongKind { found: None })
    );
    let gif = b"GIF89a\x01\0\x01\0\0\0\0;".to_vec();
    assert_eq!(
        inspect("a.jpg", &gif),
        Err(Unreadable::WrongKind { found: Some("gif") })
    );
}

#[test]
fn the_extension_must_say_what_the_file_is() {
    let mistyped = |found, extension: &str| {
        Err(Unreadable::MistypedExtension {
            found,
            extension: extension.to_owned(),
        })
    };
    assert_eq!(inspect("a.pdf", &jpeg()), mistyped(PaperKind::Jpeg, "pdf"));
    assert_eq!(inspect("a.png", &pdf(1)), mistyped(PaperKind::Pdf, "png"));
    assert_eq!(inspect("a.exe", &png()), mistyped(PaperKind::Png, "exe"));
    assert_eq!(
        inspect("a\u{202E}gpj.exe", &jpeg()),
        mistyped(PaperKind::Jpeg, "exe")
    );
}

#[test]
fn cut_off_files_are_broken() {
    for (name, whole) in [("a.pdf", pdf(2)), ("a.jpg", jpeg()), ("a.png", png())] {
        for keep in [whole.len() / 2, whole.len() - 6] {
            assert_eq!(
                inspect(name, &whole[..keep]),
                Err(Unreadable::Broken),
                "{name} {keep}"
            );
        }
    }
}

#[test]
fn a_document_whose_second_save_was_cut_off_is_broken() {
    let cut = [pdf(1), b"\n9 0 obj\n<< /Type /Annot >>\nendobj\n".to_vec()].concat();
    assert_eq!(inspect("a.pdf", &cut), Err(Unreadable::Broken));
}

#[test]
fn a_document_without_pages_is_broken() {
    assert_eq!(inspect("a.pdf", &pdf(0)), Err(Unreadable::Broken));
}

#[test]
fn a_document_of_too_many_pages_or_parts_is_too_complex() {
    assert_eq!(inspect("a.pdf", &pdf(2_000)).unwrap().pages, 2_000);
    assert_eq!(inspect("a.pdf", &pdf(2_001)), Err(Unreadable::TooComplex));
    let packed = [b"%PDF-1.5\n".to_vec(), b"%/ObjStm\n".repeat(1_001), pdf(1)].concat();
    assert_eq!(inspect("a.pdf", &packed), Err(Unreadable::TooComplex));
}

#[test]
fn a_packed_part_that_unpacks_to_a_flood_is_too_complex() {
    let flood = pdf_without_table(9 * 1024 * 1024);
    assert!(flood.len() < 100_000);
    assert_eq!(inspect("a.pdf", &flood), Err(Unreadable::TooComplex));
}

#[test]
fn a_whole_document_with_a_damaged_table_is_read_as_every_reader_does() {
    assert_eq!(inspect("a.pdf", &pdf_without_table(10)).unwrap().pages, 1);
}

#[test]
fn only_a_password_that_people_need_locks_a_document() {
    assert_eq!(
        inspect("a.pdf", &locked_pdf("bí mật")),
        Err(Unreadable::Locked)
    );
    assert_eq!(inspect("a.pdf", &locked_pdf("")).unwrap().pages, 2);
}

#[test]
fn a_lock_that_is_written_into_the_trailer_itself_is_a_lock() {
    let mut document = document(1);
    let lock = dictionary! {
        "Filter" => "Standard",
        "V" => 2,
        "R" => 3,
        "Length" => 128,
        "P" => -4,
        "O" => Object::string_literal(vec![b'o'; 32]),
        "U" => Object::string_literal(vec![b'u'; 32]),
    };
    document.trailer.set("Encrypt", lock);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(inspect("a.pdf", &bytes), Err(Unreadable::Locked));
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused() {
    let (width, height) = (100_000, 100_000);
    assert_eq!(
        inspect("a.png", &png_of(width, height, 0x8D39_5414)),
        Err(Unreadable::TooManyPoints { width, height })
    );
    assert_eq!(
        inspect("a.jpg", &jpeg_of(65_500, 65_000, b"ok")),
        Err(Unreadable::TooManyPoints {
            width: 65_500,
            height: 65_000
        })
    );
    let just_right = png_of(10_000, 10_000, 0x9F25_3DFB);
    assert_eq!(inspect("a.png", &just_right).unwrap().pages, 1);
}

#[test]
fn a_picture_whose_head_was_changed_is_broken() {
    for checksum in [0, 0x3A7E_9B56] {
        let changed = png_of(1, 1, checksum);
        assert_eq!(inspect("a.png", &changed), Err(Unreadable::Broken));
    }
    // Another size under the checksum of the first.
    let larger = png_of(2, 1, 0x3A7E_9B55);
    assert_eq!(inspect("a.png", &larger), Err(Unreadable::Broken));
}

#[test]
fn two_formats_in_one_file_are_refused() {
    let zip = zip();
    let cases = [
        ("a.png", [png(), zip.clone()].concat()),
        ("a.jpg", [jpeg(), zip.clone()].concat()),
        ("a.pdf", [pdf(1), zip].concat()),
        ("a.pdf", [b"GIF89a  ".to_vec(), pdf(1)].concat()),
        ("a.pdf", [b"\n".to_vec(), pdf(1)].concat()),
        (
            "a.pdf",
            [b"%PDF-1.5\n%<script>alert(1)</script>\n".to_vec(), pdf(1)].concat(),
        ),
        ("a.jpg", jpeg_with_comment(b"%PDF-1.4 1 0 obj")),
        ("a.jpg", jpeg_with_comment(b"<HTML><Script>")),
        (
            "a.png",
            [png(), b"<?php system($_GET[0]); ?>".to_vec()].concat(),
        ),
        ("a.pdf", [pdf(1), b"MZ\x90\0".to_vec()].concat()),
    ];
    for (index, (name, bytes)) in cases.into_iter().enumerate() {
        assert_eq!(
            inspect(name, &bytes),
            Err(Unreadable::Polyglot),
            "case {index}"
        );
    }
}

#[test]
fn every_changed_byte_is_read_without_a_panic() {
    for (name, whole) in [("a.pdf", pdf(2)), ("a.jpg", jpeg()), ("a.png", png())] {
        for at in 0..whole.len() {
            for value in [0x00, 0xFF, whole[at] ^ 0x20] {
                let mut changed = whole.clone();
                changed[at] = value;
                // Whether it is taken depends on the byte; that there is an answer does not.
                let _ = inspect(name, &changed);
            }
        }
    }
}

#[test]
fn every_refusal_says_what_to_do() {
    let refusals = [
        Unreadable::Empty,
        Unreadable::TooBig {
            size: 31 * 1024 * 1024,
            max: SIZE_MAX,
        },
        Unreadable::WrongKind { found: None },
        Unreadable::MistypedExtension {
            found: PaperKind::Jpeg,
            extension: "pdf".to_owned(),
        },
        Unreadable::Locked,
        Unreadable::Broken,
        Unreadable::Polyglot,
        Unreadable::TooComplex,
        Unreadable::TooManyPoints {
            width: 100_000,
            height: 100_000,
        },
    ];
    for refusal in &refusals {
        let text = refusal.show("gks.pdf");
        assert!(
            text.contains(". ") && !text.contains("không hợp lệ"),
            "{text}"
        );
    }
    assert_eq!(
        refusals[1].show("gks.pdf"),
        "Tệp \"gks.pdf\" nặng 31 MB, mức nhận là 20 MB. Chụp lại từng trang hoặc giảm cỡ ảnh"
    );
}

#[test]
fn a_file_that_only_bears_our_extension_is_told_apart() {
    let wrong = |found| Unreadable::WrongKind { found };
    let disguised = "mang đuôi đó nhưng bên trong không phải PDF hay ảnh";
    assert!(wrong(None).show("gks.PDF").contains(disguised));
    assert!(wrong(Some("zip")).show("gks.jpeg").contains(disguised));
    assert!(!wrong(Some("heif")).show("gks.jpg").contains(disguised));
    assert!(!wrong(Some("zip")).show("gks.docx").contains(disguised));
    assert!(Unreadable::Locked.show("gks.pdf").contains("\"gks.pdf\""));
}

const PNG_SHA256: [u8; 32] = [
    0x8d, 0x28, 0x86, 0x3d, 0x53, 0x77, 0x26, 0xd8, 0x3a, 0x7e, 0xb9, 0x29, 0x19, 0xdd, 0x22, 0x3a,
    0x81, 0x70, 0x32, 0x77, 0xf8, 0xbd, 0xf9, 0xbc, 0x5c, 0xf0, 0x41, 0xde, 0xc6, 0x5f, 0x30, 0x9d,
];
