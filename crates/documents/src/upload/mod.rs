//! What an uploaded file really is: told by its bytes, never by its name or by what the sender says.

mod hidden;
mod jpeg;
mod name;
mod pdf;
mod png;

use sha2::{Digest, Sha256};
use thiserror::Error;

pub use name::clean_file_name;

/// The largest file we take, in bytes: 20 MB.
pub const SIZE_MAX: u64 = 20 * 1024 * 1024;
/// The most points of a picture: 100 million. A small file can tell of a picture so large that it
/// fills the memory of whoever opens it.
pub const POINTS_MAX: u64 = 100_000_000;
/// Pictures that we do not take, by their usual extension.
const OTHER_PICTURES: [&str; 6] = ["avif", "bmp", "gif", "heif", "tif", "webp"];

/// The formats we take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaperKind {
    /// A document of one or more pages.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture or a screen shot.
    Png,
}

impl PaperKind {
    /// The type under which the file is served.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The name people know it by, which is also its usual extension in capitals.
    pub fn show(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPG",
            Self::Png => "PNG",
        }
    }

    fn of_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "pdf" => Some(Self::Pdf),
            "jpg" | "jpeg" | "jpe" | "jfif" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            _ => None,
        }
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(png::SIGNATURE) {
            Some(Self::Png)
        } else {
            None
        }
    }
}

/// What we tell the sender about a file we took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// Its format.
    pub kind: PaperKind,
    /// Pages of a document; one for a picture.
    pub pages: u32,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of all its bytes.
    pub sha256: [u8; 32],
}

/// What a picture says of itself.
struct Picture {
    width: u32,
    height: u32,
    /// Where it ends in the file.
    end: usize,
}

/// Why a file was not taken.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Unreadable {
    /// No bytes at all.
    #[error("the file is empty")]
    Empty,
    /// More than [`SIZE_MAX`].
    #[error("the file has {size} bytes, more than {max}")]
    TooBig {
        /// Its size in bytes.
        size: u64,
        /// What we take, in bytes.
        max: u64,
    },
    /// Not PDF, JPEG or PNG.
    #[error("the file is neither PDF nor JPEG nor PNG but {found:?}")]
    WrongKind {
        /// The usual extension of what it is, if that is known.
        found: Option<&'static str>,
    },
    /// A format we take, under the extension of another.
    #[error("the file is {found:?} but its name ends in {extension:?}")]
    MistypedExtension {
        /// What it is.
        found: PaperKind,
        /// What its name says.
        extension: String,
    },
    /// A document that opens only with a password.
    #[error("the document is locked with a password")]
    Locked,
    /// Cut off or damaged.
    #[error("the file is damaged or incomplete")]
    Broken,
    /// A second format is hidden before, in or after the first.
    #[error("the file hides a second format")]
    Polyglot,
    /// So many pages or packed parts that reading it would hold up everyone else.
    #[error("the document is too complex to be read safely")]
    TooComplex,
    /// More than [`POINTS_MAX`].
    #[error("the picture has {width} × {height} points, too many to be shown safely")]
    TooManyPoints {
        /// Points from side to side.
        width: u32,
        /// Points from top to bottom.
        height: u32,
    },
}

impl Unreadable {
    /// What is wrong and how to mend it, for the person who chose the file.
    pub fn show(&self, file_name: &str) -> String {
        match self {
            Self::Empty => format!("Tệp \"{file_name}\" không có nội dung. Chọn lại tệp"),
            Self::TooBig { size, max } => format!(
                "Tệp \"{file_name}\" nặng {} MB, mức nhận là {} MB. Chụp lại từng trang hoặc giảm cỡ \
                 ảnh",
                size.div_ceil(1024 * 1024),
                max / (1024 * 1024),
            ),
            Self::WrongKind { found } if is_disguised(file_name, *found) => format!(
                "Tệp \"{file_name}\" mang đuôi đó nhưng bên trong không phải PDF hay ảnh. Mở tệp, lưu \
                 thành PDF rồi gửi lại, hoặc chụp ảnh tờ giấy"
            ),
            Self::WrongKind { .. } => format!(
                "Tệp \"{file_name}\" phải là PDF, JPG hoặc PNG. Chụp lại bằng máy ảnh của điện \
                 thoại, hoặc lưu thành PDF"
            ),
            Self::MistypedExtension { found, extension } => format!(
                "Tệp \"{file_name}\" có nội dung {} nhưng tên ghi đuôi \".{extension}\". Đổi đuôi \
                 tên tệp cho đúng hoặc chọn tệp khác",
                found.show(),
            ),
            Self::Locked => format!(
                "Tệp \"{file_name}\" có mật khẩu nên cán bộ không mở được. Bỏ mật khẩu rồi gửi lại"
            ),
            Self::Broken => format!(
                "Tệp \"{file_name}\" bị hỏng hoặc chưa tải đủ. Mở thử trên máy, lưu lại rồi gửi lại"
            ),
            Self::Polyglot => format!(
                "Tệp \"{file_name}\" có lẫn nội dung khác với giấy tờ. In ra PDF mới hoặc chụp lại \
                 rồi gửi"
            ),
            Self::TooComplex => format!(
                "Tệp \"{file_name}\" có quá nhiều trang hoặc quá nhiều phần. Tách thành nhiều tệp \
                 rồi gửi lại"
            ),
            Self::TooManyPoints { width, height } => format!(
                "Ảnh \"{file_name}\" có {width} × {height} điểm ảnh, mức nhận là {} triệu điểm. Giảm \
                 cỡ ảnh hoặc chụp lại rồi gửi",
                POINTS_MAX / 1_000_000,
            ),
        }
    }
}

/// Whether a file that we cannot take has the name of one that we take, and is no picture of
/// another kind.
fn is_disguised(file_name: &str, found: Option<&str>) -> bool {
    let named = name::extension(file_name).and_then(PaperKind::of_extension);
    let is_picture = found.is_some_and(|found| OTHER_PICTURES.contains(&found));
    named.is_some() && !is_picture
}

impl Picture {
    /// The one page that a picture is, unless it is too large.
    fn page(&self) -> Result<u32, Unreadable> {
        let &Self { width, height, .. } = self;
        if u64::from(width) * u64::from(height) > POINTS_MAX {
            return Err(Unreadable::TooManyPoints { width, height });
        }
        Ok(1)
    }
}

/// Tells what a file is and whether it can be taken. Never panics, whatever the bytes are.
///
/// A name without an extension is judged by its bytes alone. Blocks while it reads the whole file.
pub fn inspect(name: &str, bytes: &[u8]) -> Result<Inspected, Unreadable> {
    let size = bytes.len() as u64;
    if size == 0 {
        return Err(Unreadable::Empty);
    }
    if size > SIZE_MAX {
        return Err(Unreadable::TooBig {
            size,
            max: SIZE_MAX,
        });
    }
    let kind = sniff(bytes)?;
    if let Some(extension) = name::extension(&clean_file_name(name))
        && PaperKind::of_extension(extension) != Some(kind)
    {
        return Err(Unreadable::MistypedExtension {
            found: kind,
            extension: extension.to_owned(),
        });
    }
    if hidden::in_head(kind, bytes) || hidden::zip_at_end(bytes) {
        return Err(Unreadable::Polyglot);
    }
    let pages = match kind {
        PaperKind::Pdf => pdf::pages(bytes)?,
        PaperKind::Jpeg => {
            let picture = jpeg::read(bytes).ok_or(Unreadable::Broken)?;
            if !jpeg::is_known_trailer(&bytes[picture.end..]) {
                return Err(Unreadable::Polyglot);
            }
            picture.page()?
        }
        PaperKind::Png => {
            let picture = png::read(bytes).ok_or(Unreadable::Broken)?;
            if !hidden::is_blank(&bytes[picture.end..]) {
                return Err(Unreadable::Polyglot);
            }
            picture.page()?
        }
    };
    Ok(Inspected {
        kind,
        pages,
        size,
        sha256: Sha256::digest(bytes).into(),
    })
}

fn sniff(bytes: &[u8]) -> Result<PaperKind, Unreadable> {
    if let Some(kind) = PaperKind::of_bytes(bytes) {
        return Ok(kind);
    }
    // Readers of PDF look for its header in the first kilobyte; what stands before it is another
    // format to another reader.
    if infer::archive::is_pdf(bytes) {
        return Err(Unreadable::Polyglot);
    }
    match infer::get(bytes).map(|found| found.extension()) {
        Some("png" | "jpg") => Err(Unreadable::Broken),
        found => Err(Unreadable::WrongKind { found }),
    }
}
