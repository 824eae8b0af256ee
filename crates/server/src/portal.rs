//! How much of its own portal the province shows.

use clap::Args;
use web::portal::{NationalPortal, Portal, Profile};

/// What citizens find on the pages, and where they file otherwise.
#[derive(Args, Clone, Debug)]
pub struct PortalArgs {
    #[arg(
        long,
        help = "Cổng của tỉnh: day-du, phan-chieu (hướng dẫn, theo dõi; nộp ở Cổng quốc gia) hoặc tat",
        default_value = "day-du",
        env = "MOTCUA_PORTAL",
        value_name = "MỨC",
        value_parser = read_profile
    )]
    portal: Profile,
    #[arg(
        long,
        help = "Địa chỉ nộp ở Cổng Dịch vụ công quốc gia khi cổng của tỉnh không nhận; {ma} là mã thủ tục",
        env = "MOTCUA_NATIONAL_PORTAL",
        value_name = "ĐỊA CHỈ",
        value_parser = read_national
    )]
    national_portal: Option<NationalPortal>,
}

fn read_profile(text: &str) -> Result<Profile, String> {
    Profile::from_slug(text).ok_or_else(|| "ghi day-du, phan-chieu hoặc tat".to_owned())
}

fn read_national(text: &str) -> Result<NationalPortal, String> {
    text.parse()
        .map_err(|_| "ghi http:// hoặc https:// rồi đến tên máy, không có khoảng trống".to_owned())
}

impl PortalArgs {
    /// The portal as it was asked for.
    pub fn portal(&self) -> Portal {
        Portal {
            profile: self.portal,
            national: self.national_portal.clone(),
        }
    }
}
