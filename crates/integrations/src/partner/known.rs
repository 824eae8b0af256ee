//! The outside systems that are connected: by the name under which kinds of bundles know them, the
//! address at which they take children, and the key that both sides share.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, SocketAddr};

use serde::Deserialize;

use crate::partner::signature::SharedKey;

/// A connected outside system.
#[derive(Clone, Debug)]
pub struct Partner {
    /// Where it listens.
    pub address: PartnerAddress,
    /// The key.
    pub key: SharedKey,
}

/// Every connected outside system, by name.
#[derive(Clone, Debug, Default)]
pub struct Partners(BTreeMap<String, Partner>);

/// Where an outside system listens: `http://127.0.0.1:7790`. Messages are about people and travel
/// in the clear, so it is on this machine, or behind a gateway on this machine that speaks https.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartnerAddress(SocketAddr);

/// The text is no address of an outside system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an outside system is reached at http:// on this machine, such as http://127.0.0.1:7790")]
pub struct NotAPartnerAddress;

/// One outside system as the list names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerLine {
    /// Its name in the files of bundles.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The file with the key.
    pub key_file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartnerList {
    #[serde(default)]
    partners: Vec<PartnerLine>,
}

impl std::str::FromStr for PartnerAddress {
    type Err = NotAPartnerAddress;

    fn from_str(text: &str) -> Result<Self, NotAPartnerAddress> {
        let host = text.trim().trim_end_matches('/').strip_prefix("http://");
        let address: SocketAddr = host
            .and_then(|host| host.parse().ok())
            .ok_or(NotAPartnerAddress)?;
        if is_here(address.ip()) {
            Ok(Self(address))
        } else {
            Err(NotAPartnerAddress)
        }
    }
}

fn is_here(ip: IpAddr) -> bool {
    ip.is_loopback()
}

impl PartnerAddress {
    /// The socket.
    pub fn socket(self) -> SocketAddr {
        self.0
    }
}

impl fmt::Display for PartnerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "http://{}", self.0)
    }
}

/// Reads the list of outside systems (TOML).
///
/// # Errors
/// What the reader of TOML says.
pub fn read_partners(text: &str) -> Result<Vec<PartnerLine>, String> {
    let list: PartnerList = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    Ok(list.partners)
}

impl Partners {
    /// The outside systems of this list.
    pub fn new(partners: BTreeMap<String, Partner>) -> Self {
        Self(partners)
    }

    /// The outside system with this name.
    pub fn find(&self, name: &str) -> Option<&Partner> {
        self.0.get(name)
    }

    /// How many are connected.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outside_system_is_reached_on_this_machine_only() {
        let good: PartnerAddress = "http://127.0.0.1:7790/".parse().expect("an address");
        assert_eq!(good.to_string(), "http://127.0.0.1:7790");
        for bad in [
            "https://127.0.0.1:1",
            "http://10.0.0.1:80",
            "127.0.0.1:1",
            "http://máy:1",
        ] {
            assert_eq!(
                bad.parse::<PartnerAddress>(),
                Err(NotAPartnerAddress),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_list_names_every_system_with_its_key_file() {
        let text = "[[partners]]\nname = \"cong-an\"\nurl = \"http://127.0.0.1:7790\"\n\
                    key_file = \"khoa\"\n";
        let lines = read_partners(text).expect("a list");
        assert_eq!(
            (lines[0].name.as_str(), lines[0].key_file.as_str()),
            ("cong-an", "khoa")
        );
        assert!(read_partners("[[partners]]\nname = \"a\"\n").is_err());
        assert!(read_partners("secret = \"a\"\n").is_err());
    }
}
