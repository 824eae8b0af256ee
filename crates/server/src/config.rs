//! Where data lie and how the server is reached.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use store::{Config, Place};

use crate::output::Refused;

/// Where everything lies.
#[derive(Args, Clone, Debug)]
pub struct DataArgs {
    /// Thư mục dữ liệu: cơ sở dữ liệu nhúng, khóa, tệp.
    #[arg(
        long,
        default_value = "./var",
        env = "MOTCUA_DATA",
        value_name = "THƯ MỤC"
    )]
    pub data: PathBuf,
    #[arg(
        long,
        help = "Dùng PostgreSQL 15+ thay cho cơ sở dữ liệu nhúng: postgres://người-dùng:mật-khẩu@máy/tên",
        env = "MOTCUA_DATABASE_URL",
        hide_env_values = true,
        value_name = "ĐỊA CHỈ",
        value_parser = read_database_url
    )]
    pub database_url: Option<String>,
}

fn read_database_url(text: &str) -> Result<String, String> {
    let is_known = |scheme: &&str| text.starts_with(*scheme);
    if ["postgres://", "postgresql://"].iter().any(is_known) {
        Ok(text.to_owned())
    } else {
        Err("địa chỉ phải bắt đầu bằng postgres:// hoặc postgresql://".to_owned())
    }
}

impl DataArgs {
    /// The store's configuration.
    pub fn config(&self) -> Config {
        let place = match &self.database_url {
            Some(url) => Place::Postgres(url.clone()),
            None => Place::Folder(self.database_folder()),
        };
        Config {
            place,
            key_file: self.key_file(),
            files: self.files(),
        }
    }

    /// The store's configuration beside a server that may be running on the same folder.
    pub fn config_beside(&self) -> Config {
        let config = self.config();
        match config.place {
            Place::Folder(folder) => Config {
                place: Place::SharedFolder(folder),
                ..config
            },
            Place::SharedFolder(_) | Place::Postgres(_) => config,
        }
    }

    /// Makes the data folder, closed to others; one that is there stays as it is.
    pub fn make(&self) -> anyhow::Result<()> {
        let mut folder = fs::DirBuilder::new();
        folder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder
            .create(&self.data)
            .with_context(|| format!("không tạo được thư mục {}", self.data.display()))
    }

    /// Whether something is kept there already; of PostgreSQL only the server knows.
    pub fn is_there(&self) -> bool {
        self.database_url.is_some() || self.database_file().exists()
    }

    /// Whether the place may be worked on.
    ///
    /// # Errors
    ///
    /// After a restore that did not come to its end, and with a key file that others may read.
    pub fn may_be_opened(&self) -> anyhow::Result<()> {
        if self.unfinished_restore().exists() {
            return Err(Refused::because(format!(
                "Lần khôi phục vào {} chưa xong. Chạy lại motcua restore cho đến khi xong.",
                self.data.display()
            )));
        }
        let key = self.key_file();
        if is_open_to_others(&key) {
            return Err(Refused::because(format!(
                "Tệp khóa {0} đang cho người khác trên máy đọc. Chạy: chmod 600 {0}",
                key.display()
            )));
        }
        Ok(())
    }

    /// The folder of the embedded database.
    pub fn database_folder(&self) -> PathBuf {
        self.data.join("db")
    }

    /// The embedded database.
    pub fn database_file(&self) -> PathBuf {
        self.database_folder().join("motcua.sqlite3")
    }

    /// There while a restore is under way: what is half restored must not be worked on.
    pub fn unfinished_restore(&self) -> PathBuf {
        self.data.join("restore.unfinished")
    }

    /// The key file: outside the database's folder, to be backed up apart from it.
    pub fn key_file(&self) -> PathBuf {
        self.data.join("keys").join("motcua.key")
    }

    /// The folder of uploaded files.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// The log-ins of the demonstration, readable by their owner only.
    pub fn demo_logins(&self) -> PathBuf {
        self.data.join("demo-logins.json")
    }
}

/// Writes a file that only its owner may read: whole or not at all.
pub fn write_for_owner(path: &Path, text: &str) -> std::io::Result<()> {
    write_whole(path, text, 0o600)
}

/// Writes a file with this mode: whole or not at all.
pub fn write_whole(
    path: &Path,
    text: &str,
    #[cfg_attr(not(unix), expect(unused_variables, reason = "no modes there"))] mode: u32,
) -> std::io::Result<()> {
    use std::io::Write as _;
    let fresh = path.with_extension("part");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    let mut file = options.open(&fresh)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&fresh, path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::File::open(folder)?.sync_all()
}

/// Whether somebody else on this machine may read the file.
#[cfg(unix)]
pub fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0)
}

/// Whether somebody else on this machine may read the file.
#[cfg(not(unix))]
pub fn is_open_to_others(_path: &Path) -> bool {
    false
}

/// Whether a server on this address, reached by this address, may speak plain http.
///
/// # Errors
///
/// A sentence that says how to mend it.
pub fn may_listen(listen: SocketAddr, public_url: &str, insecure: bool) -> Result<(), String> {
    if insecure || listen.ip().is_loopback() || public_url.starts_with("https://") {
        return Ok(());
    }
    Err(format!(
        "Không mở cổng {listen} bằng http ra ngoài máy này: mật khẩu và giấy tờ sẽ đi trần. Đặt máy \
         chủ sau một cổng https và thêm --public-url https://…, hoặc thêm --insecure-http nếu hiểu rõ."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine_unless_asked_for() {
        let open: SocketAddr = "0.0.0.0:80".parse().expect("an address");
        let local: SocketAddr = "127.0.0.1:80".parse().expect("an address");
        assert!(may_listen(local, "http://127.0.0.1", false).is_ok());
        assert!(may_listen(open, "https://motcua.example", false).is_ok());
        assert!(may_listen(open, "http://motcua.example", false).is_err());
        assert!(may_listen(open, "http://motcua.example", true).is_ok());
    }
}
