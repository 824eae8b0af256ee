//! Which outside systems are connected: a list in a file, with the file of each key.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use integrations::partner::known::{Partner, PartnerLine, Partners, read_partners};
use integrations::partner::signature::SharedKey;

use crate::config::is_open_to_others;
use crate::output::{Refused, why};

/// Which outside systems are connected.
#[derive(Args, Clone, Debug)]
pub struct PartnerSystems {
    /// Tệp TOML kê các hệ thống bên ngoài của nhóm liên thông: tên, địa chỉ, tệp khóa.
    #[arg(long = "partners", env = "MOTCUA_PARTNERS", value_name = "TỆP")]
    list: Option<PathBuf>,
}

impl PartnerSystems {
    /// The connected systems; none without a list, and then children wait for them.
    ///
    /// # Errors
    ///
    /// A sentence that says how to mend what cannot work.
    pub fn connect(&self) -> anyhow::Result<Partners> {
        let Some(path) = &self.list else {
            return Ok(Partners::default());
        };
        let text = read(path)?;
        let lines = read_partners(&text).map_err(|error| {
            Refused::because(format!(
                "Không đọc được {}: {error}. Mỗi hệ thống là một mục [[partners]] có name, url và \
                 key_file.",
                path.display()
            ))
        })?;
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut partners = BTreeMap::new();
        for line in lines {
            let partner = partner(folder, &line)?;
            if partners.insert(line.name.clone(), partner).is_some() {
                let name = line.name;
                return Err(Refused::because(format!(
                    "Hệ thống \"{name}\" được kê hai lần. Giữ lại một mục."
                )));
            }
        }
        Ok(Partners::new(partners))
    }
}

fn partner(folder: &Path, line: &PartnerLine) -> anyhow::Result<Partner> {
    let name = &line.name;
    let address = line.url.parse().map_err(|_| {
        Refused::because(format!(
            "Địa chỉ của \"{name}\" phải ở trên máy này, ví dụ http://127.0.0.1:7790: thông điệp có \
             dữ liệu cá nhân. Hệ thống ở máy khác thì đặt một cổng https trên máy này rồi ghi địa \
             chỉ của cổng đó."
        ))
    })?;
    let path = folder.join(&line.key_file);
    let text = read(&path)?;
    if is_open_to_others(&path) {
        return Err(Refused::because(format!(
            "Tệp khóa {0} đang cho người khác trên máy đọc. Chạy: chmod 600 {0}",
            path.display()
        )));
    }
    let key = SharedKey::new(text.trim().as_bytes()).ok_or_else(|| {
        Refused::because(format!(
            "Khóa trong {} ngắn quá: cần ít nhất 32 byte.",
            path.display()
        ))
    })?;
    Ok(Partner { address, key })
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).map_err(|error| {
        Refused::because(format!(
            "Không đọc được {}: {}.",
            path.display(),
            why(&error)
        ))
    })
}
