//! Through what people are told: a mail server, a folder for text messages, both, or neither.

use std::fs;
use std::path::PathBuf;

use clap::Args;
use integrations::mail::{MailSettings, Mailer, NotAnSmtpAddress, Sender, SmtpAddress};

use crate::config::is_open_to_others;
use crate::notices::Channels;
use crate::output::{Refused, why};

/// How people are told.
#[derive(Args, Clone, Debug)]
pub struct NoticeArgs {
    #[arg(
        long,
        help = "Gửi thông báo bằng thư qua máy chủ này: smtp://127.0.0.1:25 hoặc smtps://tên@máy",
        env = "MOTCUA_SMTP",
        hide_env_values = true,
        value_name = "ĐỊA CHỈ",
        value_parser = read_server,
        requires = "smtp_from"
    )]
    smtp: Option<SmtpAddress>,
    #[arg(
        long,
        help = "Người gửi thư, ví dụ \"Một cửa tỉnh <motcua@tinh.example>\"",
        env = "MOTCUA_SMTP_FROM",
        value_name = "NGƯỜI GỬI",
        value_parser = read_sender
    )]
    smtp_from: Option<Sender>,
    /// Nơi nhận thư trả lời (mặc định: người gửi).
    #[arg(
        long,
        env = "MOTCUA_SMTP_REPLY_TO",
        value_name = "NGƯỜI NHẬN",
        value_parser = read_sender
    )]
    smtp_reply_to: Option<Sender>,
    /// Tệp chứa mật khẩu của máy chủ thư, chỉ chủ tệp đọc được.
    #[arg(long, env = "MOTCUA_SMTP_PASSWORD_FILE", value_name = "TỆP")]
    smtp_password_file: Option<PathBuf>,
    /// Đặt tin nhắn vào thư mục này, mỗi tin một tệp JSON, cho phần mềm của cổng tin nhắn.
    #[arg(long, env = "MOTCUA_SMS_FOLDER", value_name = "THƯ MỤC")]
    sms_folder: Option<PathBuf>,
}

fn read_server(text: &str) -> Result<SmtpAddress, String> {
    text.parse().map_err(|no| {
        let sentence = match no {
            NotAnSmtpAddress::Scheme => "địa chỉ phải bắt đầu bằng smtp:// hoặc smtps://",
            NotAnSmtpAddress::Password => {
                "không ghi mật khẩu trong địa chỉ; đặt vào tệp và thêm --smtp-password-file"
            }
            NotAnSmtpAddress::Host => "ghi tên máy chủ sau smtp://",
            NotAnSmtpAddress::Port => "ghi số cổng sau tên máy, ví dụ smtp://127.0.0.1:25",
        };
        sentence.to_owned()
    })
}

fn read_sender(text: &str) -> Result<Sender, String> {
    let example = "ghi địa chỉ thư, ví dụ motcua@tinh.example hoặc Một cửa <motcua@tinh.example>";
    text.parse().map_err(|_| example.to_owned())
}

impl NoticeArgs {
    /// What is connected; none when nothing is, and then notices wait.
    ///
    /// # Errors
    ///
    /// A sentence that says how to mend what cannot work.
    pub fn channels(&self) -> anyhow::Result<Option<Channels>> {
        let channels = Channels {
            mail: self.mailer()?,
            sms: self.folder()?,
        };
        let is_any = channels.mail.is_some() || channels.sms.is_some();
        Ok(is_any.then_some(channels))
    }

    fn mailer(&self) -> anyhow::Result<Option<Mailer>> {
        let (Some(server), Some(from)) = (&self.smtp, &self.smtp_from) else {
            return Ok(None);
        };
        let password = self.password()?;
        if server.needs_password() && password.is_none() {
            return Err(Refused::because(
                "Địa chỉ --smtp có tên người dùng mà chưa có mật khẩu. Đặt mật khẩu vào một tệp, \
                 chạy chmod 600 với tệp đó rồi thêm --smtp-password-file TỆP.",
            ));
        }
        let settings = MailSettings {
            server: server.clone(),
            password,
            from: from.clone(),
            reply_to: self.smtp_reply_to.clone(),
        };
        Ok(Some(Mailer::new(settings)?))
    }

    fn password(&self) -> anyhow::Result<Option<String>> {
        let Some(path) = &self.smtp_password_file else {
            return Ok(None);
        };
        let text = fs::read_to_string(path).map_err(|error| {
            Refused::because(format!(
                "Không đọc được tệp mật khẩu {}: {}.",
                path.display(),
                why(&error)
            ))
        })?;
        if is_open_to_others(path) {
            return Err(Refused::because(format!(
                "Tệp mật khẩu {0} đang cho người khác trên máy đọc. Chạy: chmod 600 {0}",
                path.display()
            )));
        }
        let password = text.trim_end_matches(['\r', '\n']).to_owned();
        if password.is_empty() {
            return Err(Refused::because(format!(
                "Tệp mật khẩu {} không có gì. Ghi mật khẩu vào dòng đầu.",
                path.display()
            )));
        }
        Ok(Some(password))
    }

    fn folder(&self) -> anyhow::Result<Option<PathBuf>> {
        match &self.sms_folder {
            Some(path) if !path.is_dir() => Err(Refused::because(format!(
                "Không có thư mục {} để đặt tin nhắn. Tạo thư mục đó, cho chương trình này ghi và \
                 cổng tin nhắn đọc, xóa.",
                path.display()
            ))),
            folder => Ok(folder.clone()),
        }
    }
}
