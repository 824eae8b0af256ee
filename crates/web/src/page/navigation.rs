//! The main sections of each face, and which of them a page belongs to.

use super::{Face, Site};
use crate::language::Language;

impl Face {
    /// The main sections: what people read, and where it leads.
    pub fn sections(self, language: Language) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Citizen => match language {
                Language::Vietnamese => &[
                    ("Trang chủ", "/"),
                    ("Thủ tục", "/thu-tuc"),
                    ("Tra cứu hồ sơ", "/tra-cuu"),
                ],
                Language::English => &[
                    ("Home", "/"),
                    ("Procedures", "/thu-tuc"),
                    ("Track an application", "/tra-cuu"),
                ],
            },
            // Officials work in the language of the law.
            Self::Desk => &[
                ("Hôm nay", "/quay"),
                ("Tiếp nhận", "/quay/tiep-nhan"),
                ("Hộp việc", "/quay/hop-viec"),
                ("Trả kết quả", "/quay/tra-ket-qua"),
                ("Tìm", "/quay/tim"),
            ],
            Self::Casework => &[
                ("Việc của đơn vị", "/xu-ly"),
                ("Ý kiến", "/xu-ly/y-kien"),
                ("Tìm", "/xu-ly/tim"),
            ],
            Self::Leader => &[
                ("Sáng nay", "/dieu-hanh"),
                ("Chờ duyệt", "/dieu-hanh/cho-duyet"),
                ("Quá hạn", "/dieu-hanh/qua-han"),
                ("Toàn cơ quan", "/dieu-hanh/ho-so"),
                ("Tìm", "/xu-ly/tim"),
            ],
            Self::Admin => &[
                ("Việc cần sửa", "/quan-tri"),
                ("Thủ tục", "/quan-tri/thu-tuc"),
                ("Quy trình", "/quan-tri/quy-trinh"),
                ("Tổ chức", "/quan-tri/to-chuc"),
                ("Người dùng", "/quan-tri/nguoi-dung"),
                ("Ký thay", "/quan-tri/uy-quyen"),
                ("Phân công", "/quan-tri/phan-cong"),
                ("Lịch làm việc", "/quan-tri/lich-lam-viec"),
            ],
        }
    }
}

/// One main section in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// What people read.
    pub text: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Whether this page belongs to it.
    pub here: bool,
}

impl NavItem {
    /// The key that opens it, where officials need it many times a day.
    pub fn key(&self) -> Option<&'static str> {
        match self.href {
            "/quay" | "/dieu-hanh" => Some("Alt+H"),
            "/quay/tiep-nhan" => Some("F4"),
            "/quay/hop-viec" | "/xu-ly" => Some("Alt+V"),
            "/quay/tra-ket-qua" => Some("Alt+T"),
            _ => None,
        }
    }
}

/// The sections that are open here; the one that holds this path is marked.
pub(super) fn items(site: &Site, face: Face, path: &str, language: Language) -> Vec<NavItem> {
    // A section holds the pages below it; the home page only itself.
    let inside = |href: &str| {
        let below = || {
            path.strip_prefix(href)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        path == href || (href != face.home() && below())
    };
    let is_open = |href: &str| href != "/thu-tuc" || !site.portal.is_off();
    face.sections(language)
        .iter()
        .filter(|item| is_open(item.1))
        .map(|&(text, href)| NavItem {
            text,
            href,
            here: inside(href),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::Look;
    use crate::page::Frame;
    use std::sync::Arc;

    fn open_section(face: Face, here: &str) -> Vec<&'static str> {
        let site = Arc::new(crate::gallery::site());
        let look = Look {
            here: here.to_owned(),
            ..Look::default()
        };
        let frame = Frame::new(&site, face, look, "Tra cứu hồ sơ");
        let open = frame.nav.into_iter().filter(|item| item.here);
        open.map(|item| item.text).collect()
    }

    #[test]
    fn each_language_has_the_same_sections() {
        let hrefs = |language| -> Vec<&str> {
            let sections = Face::Citizen.sections(language).iter();
            sections.map(|section| section.1).collect()
        };
        assert_eq!(hrefs(Language::English), hrefs(Language::Vietnamese));
    }

    #[test]
    fn exactly_the_section_we_are_in_is_marked() {
        assert_eq!(
            open_section(Face::Citizen, "/tra-cuu?ma=1"),
            ["Tra cứu hồ sơ"]
        );
        assert_eq!(
            open_section(Face::Citizen, "/thu-tuc/1.001193"),
            ["Thủ tục"]
        );
        assert_eq!(open_section(Face::Citizen, "/nop/7"), [""; 0]);
        assert_eq!(open_section(Face::Desk, "/quay"), ["Hôm nay"]);
        assert_eq!(open_section(Face::Desk, "/quay/hop-viec"), ["Hộp việc"]);
        assert_eq!(open_section(Face::Desk, "/quay/ho-so/H35"), [""; 0]);
    }
}
