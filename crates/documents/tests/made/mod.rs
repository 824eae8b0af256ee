//! Files made byte by byte: sound ones, and those that nobody should be sent.

use lopdf::{
    Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary,
};

pub fn document(pages: usize) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let page = dictionary! {
                "Type" => "Page",
                "Parent" => tree,
                "MediaBox" => vec![0.into(), 0.into(), 420.into(), 595.into()],
            };
            document.add_object(page).into()
        })
        .collect();
    let count = i64::try_from(pages).unwrap();
    let root = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, root.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document
}

pub fn pdf(pages: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    document(pages).save_to(&mut bytes).unwrap();
    bytes
}

/// One page and a packed part of so many spaces, without a table of contents.
pub fn pdf_without_table(spaces: usize) -> Vec<u8> {
    let packed = [b"9 0 ".to_vec(), vec![b' '; spaces]].concat();
    let mut stream = Stream::new(dictionary! {}, packed);
    stream.compress().unwrap();
    let filter = if stream.dict.has(b"Filter") {
        "/Filter /FlateDecode"
    } else {
        ""
    };
    let length = stream.content.len();
    [
        b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".to_vec(),
        b"2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n".to_vec(),
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n".to_vec(),
        format!("4 0 obj\n<< /Type /ObjStm /N 1 /First 4 {filter} /Length {length} >>\nstream\n")
            .into_bytes(),
        stream.content,
        b"\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n".to_vec(),
    ]
    .concat()
}

pub fn locked_pdf(password: &str) -> Vec<u8> {
    let mut document = document(2);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &document,
        owner_password: "chủ",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    })
    .unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

pub fn jpeg() -> Vec<u8> {
    jpeg_with_comment(b"ok")
}

pub fn jpeg_with_comment(comment: &[u8]) -> Vec<u8> {
    jpeg_of(1, 1, comment)
}

pub fn jpeg_of(width: u16, height: u16, comment: &[u8]) -> Vec<u8> {
    let (width, height) = (width.to_be_bytes(), height.to_be_bytes());
    let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
    [
        &[0xFF, 0xD8, 0xFF, 0xFE, length[0], length[1]],
        comment,
        // A frame of one component, a scan with a stuffed and a restart mark, the end mark.
        &[0xFF, 0xC0, 0, 11, 8],
        &height,
        &width,
        &[1, 1, 0x11, 0],
        &[
            0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56,
        ],
        &[0xFF, 0xD9],
    ]
    .concat()
}

pub fn png() -> Vec<u8> {
    // Checksums of the heads as other programs compute them.
    png_of(1, 1, 0x3A7E_9B55)
}

pub fn png_of(width: u32, height: u32, checksum: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        let checksum = if name == b"IHDR" { checksum } else { 0 };
        [&length[..], name, content, &checksum.to_be_bytes()].concat()
    };
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[&size[..], &[8, 0, 0, 0, 0]].concat()),
        chunk(b"IDAT", &[0x78, 0x9C, 0x63, 0x60, 0, 0, 0, 2, 0, 1]),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

/// An archive of one empty file, `a`.
pub fn zip() -> Vec<u8> {
    let local = [&b"PK\x03\x04\x0a\0"[..], &[0; 20], &[1, 0, 0, 0], b"a"].concat();
    let entry = [
        &b"PK\x01\x02\x0a\0\x0a\0"[..],
        &[0; 20],
        &[1, 0],
        &[0; 16],
        b"a",
    ]
    .concat();
    let size = u8::try_from(entry.len()).unwrap();
    let offset = u8::try_from(local.len()).unwrap();
    let end = [
        b"PK\x05\x06",
        &[0, 0, 0, 0, 1, 0, 1, 0][..],
        &[size, 0, 0, 0],
        &[offset, 0, 0, 0],
        &[0, 0],
    ]
    .concat();
    [local, entry, end].concat()
}
