//! People are told: a dossier handed in over the API, a mail at a server on this machine.

use std::time::Duration;

use crate::hand::desk::Desk;
use crate::hand::smtp::SmtpServer;
use crate::hand::{Place, Server, province, until, word};

const FROM: &str = "Một cửa tỉnh <motcua@tinh.example>";

#[test]
fn whoever_gave_an_address_gets_one_mail() {
    for place in Place::each() {
        let post = SmtpServer::start();
        let url = post.url();
        province::load(&place);
        let server = Server::start(&place, &["--smtp", &url, "--smtp-from", FROM]);
        let desk = Desk::open(&place).for_somebody_at("lan@vi-du.example");
        let answer = desk.hand_in(server.address(), "mot-lan").expect("answered");
        let code = Desk::code(&answer);
        let took = until("the mail", || !post.taken().is_empty());
        // Told soon after the act, not at the next round.
        assert!(took < Duration::from_secs(25), "{took:?}");
        assert_eq!(server.stop(), 0);

        let mails = post.taken();
        let [mail] = mails.as_slice() else {
            panic!("not one mail but {mails:?}");
        };
        assert_eq!(mail.to, "lan@vi-du.example");
        assert_eq!(mail.from, "motcua@tinh.example");
        assert_eq!(mail.head("Subject"), format!("Hồ sơ {code}: đã tiếp nhận"));
        let id = mail.head("Message-ID");
        assert!(id.ends_with(".2.tell_received@tinh.example>"), "{id}");
        let body = mail.body();
        assert!(body.contains("Kính gửi ông/bà"), "{body}");
        let page = format!("http://{}/tra-cuu/{code}", server_host(&body));
        assert!(body.contains(&page), "{body}");
        for private in ["Pản", "Nà Khương", "?m="] {
            assert!(!body.contains(private), "{private} in {body}");
        }

        // What was told stays told, also after a new start.
        let server = Server::start(&place, &["--smtp", &url, "--smtp-from", FROM]);
        assert_eq!(server.get("/readyz").status, 200);
        assert_eq!(server.stop(), 0);
        assert_eq!(post.taken().len(), 1);
    }
}

/// The host of the first address in a text.
fn server_host(text: &str) -> &str {
    let rest = text.split_once("http://").map_or("", |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

#[test]
fn what_cannot_work_is_said_before_anything_is_opened() {
    let place = Place::sqlite();
    let call = |words: &[&str]| place.run(&[&["serve"][..], words].concat());
    call(&["--smtp", "smtps://an@mail.example", "--smtp-from", FROM])
        .refused("--smtp-password-file");
    let file = place.path("mat-khau");
    std::fs::write(&file, "mot-mat-khau\n").expect("written");
    let words = [
        "--smtp",
        "smtps://an@mail.example",
        "--smtp-from",
        FROM,
        "--smtp-password-file",
        word(&file),
    ];
    call(&words).refused("chmod 600");
    let folder = place.path("tin-nhan");
    call(&["--sms-folder", word(&folder)]).refused("Không có thư mục");
    assert!(!place.data().exists());
    let alone = call(&["--smtp", "smtp://127.0.0.1:25"]).ended(2);
    assert!(alone.err.contains("--smtp-from"), "{alone:?}");
    let wrong = call(&["--smtp", "mail.example", "--smtp-from", FROM]).ended(2);
    assert!(wrong.err.contains("smtp://"), "{wrong:?}");
}
