//! How much of the citizen's face an installation shows, and where people file when not here.

use std::str::FromStr;

use domain::procedure::ProcedureCode;

/// How much of its own portal a province shows. Desks, casework, control room and the API for
/// partners never depend on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Profile {
    /// Đầy đủ: guidance, filing, tracking.
    #[default]
    Full,
    /// Phản chiếu: guidance, tracking and verifying; one files at the National Portal or a desk.
    Mirror,
    /// Tắt: only what lies behind the codes of a paper that was handed out, and help.
    Off,
}

impl Profile {
    /// Every profile, the widest first.
    pub const ALL: [Self; 3] = [Self::Full, Self::Mirror, Self::Off];

    /// Its name as an administrator writes it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Full => "day-du",
            Self::Mirror => "phan-chieu",
            Self::Off => "tat",
        }
    }

    /// The profile with this name.
    pub fn from_slug(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|profile| profile.slug() == text.trim())
    }
}

/// The address of the National Portal (Cổng Dịch vụ công quốc gia); `{ma}` in it stands for the
/// code of a procedure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NationalPortal(String);

/// The text is no address of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an address of a site begins with http:// or https:// and has no spaces")]
pub struct NotAnAddress;

/// What stands for a procedure's code.
const PLACE_OF_CODE: &str = "{ma}";

impl FromStr for NationalPortal {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .unwrap_or_default();
        let is_named = host.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !b"\"'<>\\".contains(&byte);
        if is_named && text.bytes().all(is_plain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnAddress)
        }
    }
}

impl NationalPortal {
    /// Where one files this procedure.
    pub fn address_of(&self, code: &ProcedureCode) -> String {
        self.0.replace(PLACE_OF_CODE, code.as_str())
    }

    /// Where it begins.
    pub fn home(&self) -> &str {
        if !self.0.contains(PLACE_OF_CODE) {
            return &self.0;
        }
        let host = self.0.find("://").map_or(0, |at| at + 3);
        let rest = self.0[host..].find(['/', '?', '#']);
        rest.map_or(self.0.as_str(), |length| &self.0[..host + length])
    }
}

/// The portal of an installation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Portal {
    /// How much of it is shown.
    pub profile: Profile,
    /// The National Portal's address, where the province has given one.
    pub national: Option<NationalPortal>,
}

impl Portal {
    /// Whether applications are begun here. Those that were begun before are finished here.
    pub fn takes_applications(&self) -> bool {
        match self.profile {
            Profile::Full => true,
            Profile::Mirror | Profile::Off => false,
        }
    }

    /// Whether citizens read no guidance here.
    pub fn is_off(&self) -> bool {
        match self.profile {
            Profile::Off => true,
            Profile::Full | Profile::Mirror => false,
        }
    }

    /// Where this procedure is filed at the National Portal; empty when nobody gave its address.
    pub fn national_address(&self, code: &ProcedureCode) -> String {
        let national = self.national.as_ref();
        national.map_or_else(String::new, |portal| portal.address_of(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_read_as_an_administrator_writes_it() {
        for profile in Profile::ALL {
            assert_eq!(Profile::from_slug(profile.slug()), Some(profile));
        }
        assert_eq!(Profile::from_slug(" tat "), Some(Profile::Off));
        assert_eq!(Profile::from_slug("full"), None);
        assert_eq!(Portal::default().profile, Profile::Full);
    }

    #[test]
    fn the_national_portal_is_led_to_at_the_procedure() {
        let code: ProcedureCode = "1.001193".parse().expect("a code");
        let deep: NationalPortal = "https://quoc-gia.example/nop?ma={ma}"
            .parse()
            .expect("an address");
        assert_eq!(
            deep.address_of(&code),
            "https://quoc-gia.example/nop?ma=1.001193"
        );
        assert_eq!(deep.home(), "https://quoc-gia.example");
        let plain: NationalPortal = "https://quoc-gia.example/p/home"
            .parse()
            .expect("an address");
        assert_eq!(plain.address_of(&code), "https://quoc-gia.example/p/home");
        assert_eq!(plain.home(), "https://quoc-gia.example/p/home");
    }

    #[test]
    fn what_is_no_address_of_a_site_is_no_portal() {
        for text in [
            "",
            "quoc-gia.example",
            "https://",
            "javascript://a",
            "https://a b",
            "https://a\"",
        ] {
            assert_eq!(text.parse::<NationalPortal>(), Err(NotAnAddress), "{text}");
        }
    }
}
