//! Telling against a real mail server on this machine, at times that the test chooses.

#[path = "../../tests/program/hand/smtp.rs"]
mod smtp;

use std::collections::{BTreeMap, BTreeSet};

use domain::dossier::ReturnVia;
use domain::dossier::command::{Application, Command, HandedIn};
use domain::dossier::event::HandedForm;
use domain::people::{Actor, Applicant, ApplicantKind, Official, OfficialId, Role};
use domain::procedure::Channel;
use integrations::mail::MailSettings;
use store::{Config, Done, DossierWrite, JobLine, Place, RulebookWrite};
use tempfile::TempDir;

use super::*;
use crate::{demo, first_start};
use smtp::SmtpServer;

/// Monday morning.
const MORNING: &str = "2026-03-02T09:30";

fn at(local: &str) -> Now {
    Now::from_local(local.parse().expect("a local date and time"))
}

/// A province with one dossier, and somebody who tells.
struct Town {
    folder: TempDir,
    teller: Teller,
    stop: watch::Sender<bool>,
    opened: Done,
}

impl Town {
    /// Somebody with this address and number hands a dossier in; nothing is connected yet.
    async fn with(email: Option<&str>, phone: Option<&str>) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let config = Config {
            place: Place::Folder(folder.path().join("db")),
            key_file: folder.path().join("motcua.key"),
            files: folder.path().join("files"),
        };
        let store = Store::open(&config).await.expect("the store opens");
        let mut write = RulebookWrite {
            procedures: demo::built_in_procedures().expect("procedures"),
            calendar: Some(first_start::built_in_calendar().expect("a calendar")),
            at: Some(at(MORNING)),
            what: "a province for a test".to_owned(),
            ..RulebookWrite::default()
        };
        demo::add_province(&mut write).expect("a province");
        let version = store.change_rulebook(write).await.expect("no fault");
        version.expect("the first version");
        let write = reception(&store, email, phone).await;
        let opened = store.carry_out(write).await.expect("no fault");
        let (stop, _) = watch::channel(false);
        Self {
            folder,
            teller: Teller {
                store,
                channels: Channels {
                    mail: None,
                    sms: None,
                },
                public_url: "https://motcua.example".into(),
            },
            stop,
            opened: opened.expect("received"),
        }
    }

    fn connect_mail(&mut self, url: &str) {
        let settings = MailSettings {
            server: url.parse().expect("an address"),
            password: None,
            from: "Một cửa <motcua@tinh.example>".parse().expect("a sender"),
            reply_to: None,
        };
        self.teller.channels.mail = Some(Mailer::new(settings).expect("a mailer"));
    }

    fn connect_sms(&mut self) -> PathBuf {
        let folder = self.folder.path().join("sms");
        std::fs::create_dir(&folder).expect("a folder");
        self.teller.channels.sms = Some(folder.clone());
        folder
    }

    /// Tells what is due at this time; answers how many notices were taken.
    async fn tells(&self, when: Now) -> usize {
        let told = self.teller.round(when, &self.stop.subscribe()).await;
        told.expect("no fault")
    }

    /// Somebody does something with the dossier as it stands.
    async fn does(&self, actor: Actor, command: Command) {
        let store = &self.teller.store;
        let loaded = store.find(&self.opened.code).await.expect("no fault");
        let loaded = loaded.expect("the dossier");
        let write = DossierWrite {
            once: None,
            actor,
            now: at(MORNING),
            code: Some(self.opened.code.clone()),
            seen: Some(loaded.dossier.number),
            id: web::fresh::id(),
            command,
        };
        let done = store.carry_out(write).await.expect("no fault");
        done.expect("not refused");
    }

    /// A leader of the agency that answers for the dossier.
    async fn leader(&self) -> Actor {
        let loaded = self.teller.store.find(&self.opened.code).await;
        let loaded = loaded.expect("no fault").expect("the dossier");
        Actor::Official(Official {
            id: OfficialId(web::fresh::id()),
            unit: loaded.dossier.competent,
            roles: BTreeSet::from([Role::Leader]),
        })
    }

    /// How telling of the reception ended.
    async fn end(&self) -> Option<JobEnd> {
        let lines = self.teller.store.jobs_of(self.opened.dossier).await;
        let is_reception = |line: &&JobLine| line.key.purpose == Notice::Received.purpose();
        let lines = lines.expect("no fault");
        let line = lines.iter().find(is_reception).expect("it was queued");
        line.end.map(|(end, _)| end)
    }
}

async fn reception(store: &Store, email: Option<&str>, phone: Option<&str>) -> DossierWrite {
    let rules = store.rulebook().await.expect("no fault");
    let today = at(MORNING).today();
    let desk = rules.organisation.find_by_code("03388-TT", today);
    let desk = desk.expect("the desk");
    let code = "2.000815".parse().expect("a code");
    let procedure = rules.procedure_on(&code, today).expect("the procedure");
    let case = &procedure.cases[0];
    let papers = case
        .papers
        .iter()
        .filter(|paper| paper.must_be_there())
        .map(|paper| HandedIn {
            paper: paper.key.clone(),
            form: HandedForm::OnPaper {
                originals: 1,
                copies: 0,
            },
            file_name: None,
        })
        .collect();
    let applicant = Applicant {
        kind: ApplicantKind::Person,
        name: "Lò Thị Pản".to_owned(),
        identity: None,
        birth: None,
        sex: None,
        phone: phone.map(str::to_owned),
        email: email.map(str::to_owned),
        address: "Bản Nà Khương".to_owned(),
    };
    let application = Application {
        procedure: procedure.code.clone(),
        case: case.key.clone(),
        desk: desk.id.clone(),
        channel: Channel::Desk,
        applicant: web::fresh::personal(applicant),
        representative: None,
        answers: web::fresh::personal(BTreeMap::new()),
        papers,
        return_via: ReturnVia::Desk,
        assisted: None,
        part_of: None,
        secret: web::fresh::personal(web::fresh::secret()),
    };
    DossierWrite {
        once: None,
        actor: Actor::Official(Official {
            id: OfficialId(web::fresh::id()),
            unit: desk.id.clone(),
            roles: BTreeSet::from([Role::DeskOfficer]),
        }),
        now: at(MORNING),
        code: None,
        seen: None,
        id: web::fresh::id(),
        command: Command::ReceiveInPerson(Box::new(application)),
    }
}

#[tokio::test]
async fn a_mail_arrives_once_with_marks_and_without_a_name() {
    let post = SmtpServer::start();
    let mut town = Town::with(Some("lan@vi-du.example"), Some("0912000123")).await;
    town.connect_mail(&post.url());
    town.connect_sms();
    // Registered and received in one act: only the reception is told.
    assert_eq!(town.tells(at(MORNING)).await, 2);
    assert_eq!(town.tells(at("2026-03-02T11:00")).await, 0);
    assert_eq!(town.end().await, Some(JobEnd::Delivered(Carrier::Mail)));

    let mails = post.taken();
    assert_eq!(mails.len(), 1, "{mails:?}");
    let mail = &mails[0];
    let code = &town.opened.code;
    assert_eq!(mail.to, "lan@vi-du.example");
    assert_eq!(mail.head("Subject"), format!("Hồ sơ {code}: đã tiếp nhận"));
    assert_eq!(mail.head("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.head("Date"), "Mon, 02 Mar 2026 02:30:00 +0000");
    let dossier = town.opened.dossier.simple();
    let id = format!("<{dossier}.2.tell_received@tinh.example>");
    assert_eq!(mail.head("Message-ID"), id);
    let body = mail.body();
    let page = format!("https://motcua.example/tra-cuu/{code}");
    assert!(body.contains(&page), "{body}");
    assert!(body.contains("đã tiếp nhận hồ sơ"), "{body}");
    for private in ["Pản", "Nà Khương", "0912000123", "?m="] {
        assert!(!body.contains(private), "{private} in {body}");
    }
}

#[tokio::test]
async fn whose_complaint_was_answered_is_told_where_to_read_it() {
    let post = SmtpServer::start();
    let mut town = Town::with(Some("lan@vi-du.example"), None).await;
    town.connect_mail(&post.url());
    town.tells(at(MORNING)).await;
    let words = |text: &str| web::fresh::personal(text.to_owned());
    let complaint = Command::GiveFeedback {
        text: words("Gọi ba lần không ai nghe"),
    };
    town.does(Actor::Applicant, complaint).await;
    let answer = Command::AnswerFeedback {
        text: words("Đã đổi số điện thoại của quầy"),
    };
    town.does(town.leader().await, answer).await;
    assert_eq!(town.tells(at("2026-03-02T10:00")).await, 1);

    let mails = post.taken();
    assert_eq!(mails.len(), 2, "{mails:?}");
    let code = &town.opened.code;
    let subject = format!("Hồ sơ {code}: phản ánh đã được trả lời");
    assert_eq!(mails[1].head("Subject"), subject);
    let body = mails[1].body();
    let page = format!("https://motcua.example/tra-cuu/{code}");
    assert!(body.contains(&page), "{body}");
    for private in ["Gọi ba lần", "Đã đổi số", "Pản"] {
        assert!(!body.contains(private), "{private} in {body}");
    }
}

#[tokio::test]
async fn a_mail_waits_for_a_server_that_is_down() {
    let nowhere = SmtpServer::nowhere();
    let mut town = Town::with(Some("lan@vi-du.example"), None).await;
    town.connect_mail(&format!("smtp://{nowhere}"));
    assert_eq!(town.tells(at(MORNING)).await, 2);
    assert_eq!(town.end().await, None);

    let post = SmtpServer::start_at(nowhere);
    assert_eq!(town.tells(at("2026-03-02T09:30:59")).await, 0);
    assert_eq!(town.tells(at("2026-03-02T09:31")).await, 1);
    assert_eq!(post.taken().len(), 1);
    assert_eq!(town.end().await, Some(JobEnd::Delivered(Carrier::Mail)));
}

#[tokio::test]
async fn not_now_is_tried_again_and_nobody_here_is_not() {
    let post = SmtpServer::start();
    let mut town = Town::with(Some("lan@vi-du.example"), None).await;
    town.connect_mail(&post.url());
    post.answers("451 4.3.0 later");
    town.tells(at(MORNING)).await;
    // A server that does not let us in says nothing about the person.
    post.answers("535 5.7.8 who are you");
    assert_eq!(town.tells(at("2026-03-02T09:31")).await, 1);
    assert_eq!(town.end().await, None);
    post.answers("550 5.1.1 no such person");
    assert_eq!(town.tells(at("2026-03-02T09:35")).await, 0);
    assert_eq!(town.tells(at("2026-03-02T09:36")).await, 1);
    assert_eq!(town.end().await, Some(JobEnd::Refused));
    post.answers("250 OK");
    assert_eq!(town.tells(at("2026-03-04T09:30")).await, 0);
    assert!(post.taken().is_empty());
}

#[tokio::test]
async fn after_two_days_in_vain_a_person_has_to_call() {
    let mut town = Town::with(Some("lan@vi-du.example"), None).await;
    town.connect_mail(&format!("smtp://{}", SmtpServer::nowhere()));
    let mut now = at(MORNING);
    town.tells(now).await;
    for minutes in WAITS_MINUTES {
        assert_eq!(town.end().await, None);
        now = Now(now.0 + SignedDuration::from_mins(minutes));
        assert_eq!(town.tells(now).await, 1);
    }
    assert_eq!(town.end().await, Some(JobEnd::Unanswered));
}

#[tokio::test]
async fn a_text_message_waits_for_the_morning_and_lies_in_the_folder() {
    let mut town = Town::with(None, Some("0912000123")).await;
    let folder = town.connect_sms();
    assert_eq!(town.tells(at("2026-03-02T21:00")).await, 2);
    assert_eq!(town.tells(at("2026-03-03T06:59")).await, 0);
    assert_eq!(town.end().await, None);
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 0);

    assert_eq!(town.tells(at("2026-03-03T07:00")).await, 1);
    assert_eq!(town.end().await, Some(JobEnd::Delivered(Carrier::Sms)));
    let id = format!("{}.2.tell_received", town.opened.dossier.simple());
    let text = std::fs::read_to_string(folder.join(format!("{id}.json"))).expect("the message");
    let message: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(message["id"], id);
    assert_eq!(message["to"], "+84912000123");
    let words = message["text"].as_str().expect("a text");
    assert!(words.contains(town.opened.code.as_str()), "{words}");
    assert!(words.len() <= 160 && words.is_ascii(), "{words}");
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 1);
}

#[tokio::test]
async fn whom_mail_does_not_reach_gets_a_text_message() {
    let post = SmtpServer::start();
    let mut town = Town::with(Some("lan@vi-du.example"), Some("0912000123")).await;
    town.connect_mail(&post.url());
    town.connect_sms();
    post.answers("550 5.1.1 no such person");
    town.tells(at(MORNING)).await;
    assert_eq!(town.end().await, Some(JobEnd::Delivered(Carrier::Sms)));
}

#[tokio::test]
async fn whoever_left_no_way_to_be_reached_is_left_to_the_officer() {
    let mut town = Town::with(None, Some("02133876543")).await;
    town.connect_sms();
    town.tells(at(MORNING)).await;
    assert_eq!(town.end().await, Some(JobEnd::Unreachable));

    let mut town = Town::with(Some("lan@vi-du.example"), Some("0912000123")).await;
    town.connect_sms();
    let erased = town.teller.store.erase_personal(&town.opened.code).await;
    erased.expect("erased");
    town.tells(at(MORNING)).await;
    assert_eq!(town.end().await, Some(JobEnd::Unreachable));
}

#[tokio::test]
async fn who_is_told_to_stop_gives_back_what_was_taken() {
    let post = SmtpServer::start();
    let mut town = Town::with(Some("lan@vi-du.example"), None).await;
    town.connect_mail(&post.url());
    town.stop.send_replace(true);
    assert_eq!(town.tells(at(MORNING)).await, 2);
    assert!(post.taken().is_empty());
    town.stop.send_replace(false);
    assert_eq!(town.tells(at(MORNING)).await, 2);
    assert_eq!(post.taken().len(), 1);
}

#[test]
fn telephones_are_silent_at_night() {
    assert_eq!(end_of_quiet(at("2026-03-02T07:00")), None);
    assert_eq!(end_of_quiet(at("2026-03-02T20:59")), None);
    let next = Some(at("2026-03-03T07:00"));
    assert_eq!(end_of_quiet(at("2026-03-02T21:00")), next);
    assert_eq!(end_of_quiet(at("2026-03-03T00:00")), next);
    assert_eq!(end_of_quiet(at("2026-03-03T06:59")), next);
}
