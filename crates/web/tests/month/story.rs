//! The month itself: what happens at each stop, and what has to be shown then.

use domain::dossier::personal::Secret;
use jiff::civil::datetime;

use crate::api::Api;
use crate::at_work::{at, receive_in_person};
use crate::calendar::{Change, announces};
use crate::reading::{plain, row};
use crate::shown::{Clock, Day, Shown, december};
use crate::town::Town;
use crate::{deeds, pages, papers};

/// What the receipts say, in the order of reception.
const QUIET: Day = december("thứ Ba", 8);
const ASKED: Day = december("thứ Tư", 9);
const SILENT: Day = december("thứ Năm", 10);
const IDLE: Day = december("thứ Sáu", 11);
const LATE: Day = december("thứ Năm", 3);
/// What the letter of apology says.
const LETTER: Day = december("thứ Sáu", 4);
/// What was promised anew when the papers came.
const ANEW: Day = december("thứ Năm", 17);
/// What is promised since the holiday was announced.
const QUIET_MOVED: Day = december("thứ Tư", 9);
const ASKED_MOVED: Day = december("thứ Sáu", 18);
const IDLE_MOVED: Day = december("thứ Hai", 14);
const LATE_MOVED: Day = december("thứ Hai", 7);

/// A dossier of the story.
pub struct Held {
    pub code: String,
    pub secret: Secret,
}

/// The town in its month, and the four applications for extracts of the first week.
pub struct Month {
    town: Town,
    api: Api,
    /// Received on the 16th; nothing befalls it but the calendar.
    quiet: Held,
    /// Received on the 17th; papers are asked for, and come.
    asked: Held,
    /// Received on the 18th; papers are asked for, and never come.
    silent: Held,
    /// Received on the 19th; nobody does anything.
    idle: Held,
}

impl Month {
    /// One application a day, each for fifteen working days.
    pub async fn begins() -> Self {
        let town = Town::new().await;
        let api = Api::of(&town).await;
        let month = Self {
            quiet: received(&town, &api, 16, ("Lò Văn Páo", "pao")).await,
            asked: received(&town, &api, 17, ("Giàng Thị Dợ", "pao")).await,
            silent: received(&town, &api, 18, ("Vàng A Sinh", "pao")).await,
            idle: received(&town, &api, 19, ("Tẩn Văn Lù", "dao")).await,
            town,
            api,
        };
        month.town.move_to(datetime(2026, 11, 19, 10, 0, 0, 0));
        let stands = [
            (&month.quiet, runs(QUIET, QUIET, "Còn 12 ngày")),
            (&month.asked, runs(ASKED, ASKED, "Còn 13 ngày")),
            (&month.silent, runs(SILENT, SILENT, "Còn 14 ngày")),
            (&month.idle, runs(IDLE, IDLE, "Còn 15 ngày")),
        ];
        month.everywhere(&stands).await;
        month
    }

    /// Papers are asked for on Friday the 20th and on Monday the 23rd. On that morning time claims
    /// what nobody has touched for two working days.
    pub async fn one_stands_still_and_two_wait_for_papers(&self) {
        let town = &self.town;
        town.move_to(datetime(2026, 11, 20, 10, 0, 0, 0));
        deeds::asks(town, &self.asked.code).await;
        town.move_to(datetime(2026, 11, 23, 8, 0, 0, 0));
        self.time_claims_the_idle_one().await;
        town.move_to(datetime(2026, 11, 23, 9, 0, 0, 0));
        deeds::asks(town, &self.silent.code).await;
        town.move_to(datetime(2026, 11, 23, 10, 0, 0, 0));
        // Fifteen days from the 23rd: 25 26 27, 30 01 02 03 04, 07 08 09 10 11, 14 15.
        let answered = december("thứ Ba", 15);
        self.everywhere(&[
            (&self.quiet, runs(QUIET, QUIET, "Còn 10 ngày")),
            (&self.asked, waits(ASKED, answered)),
            (&self.silent, waits(SILENT, answered)),
            (&self.idle, runs(IDLE, IDLE, "Còn 13 ngày")),
        ])
        .await;
    }

    /// As the worker does, twice: once is recorded. Who has it reads it, and so does the applicant.
    async fn time_claims_the_idle_one(&self) {
        let (town, code) = (&self.town, self.idle.code.as_str());
        let claim = async || town.app.store.claim_alarms(town.app.now()).await.unwrap();
        assert!(claim().await > 0);
        assert_eq!(claim().await, 0);
        let told = town.browser("dao").await.open("/xu-ly/nhac-viec").await;
        let line = plain(&row(&told, code));
        for words in ["Đứng yên 2 ngày", "Còn 13 ngày"] {
            assert!(line.contains(words), "{line}");
        }
        let other = town.browser("pao").await.open("/xu-ly/nhac-viec").await;
        assert!(!other.links_to(&at(code)), "it is not his");
        let mut owner = pages::opened(town, &self.idle).await;
        let page = owner.open(&format!("/tra-cuu/{code}")).await;
        page.says("Hồ sơ đứng yên 2 ngày làm việc");
    }

    /// On Thursday the 26th one applicant brings what was asked for: the limit counts anew, 27, 30
    /// 01 02 03 04, 07 08 09 10 11, 14 15 16 17. The other one stays silent.
    pub async fn papers_come_for_one_and_not_for_the_other(&self) {
        let town = &self.town;
        town.move_to(datetime(2026, 11, 26, 9, 0, 0, 0));
        deeds::brings(town, &self.asked.code).await;
        town.move_to(datetime(2026, 11, 26, 10, 0, 0, 0));
        self.everywhere(&[
            (&self.quiet, runs(QUIET, QUIET, "Còn 8 ngày")),
            (&self.asked, runs(ASKED, ANEW, "Còn 15 ngày")),
            (&self.silent, waits(SILENT, ANEW)),
            (&self.idle, runs(IDLE, IDLE, "Còn 11 ngày")),
        ])
        .await;
    }

    /// A certification of Tuesday the 1st is promised for Thursday the 3rd, 02 03. On Wednesday the
    /// leader apologises, and sets Friday the 4th. There is no second letter.
    pub async fn an_apology_comes_before_the_date(&self) -> Held {
        let town = &self.town;
        town.move_to(datetime(2026, 12, 1, 9, 0, 0, 0));
        let code = receive_in_person(&mut town.browser("mai").await).await;
        deeds::taken(town, "pao", &code).await;
        town.move_to(datetime(2026, 12, 2, 8, 0, 0, 0));
        let claimed = town.app.store.claim_alarms(town.app.now()).await;
        assert!(claimed.unwrap() > 0);
        let mut son = town.browser("son").await;
        let morning = son.open("/dieu-hanh/nhac-viec").await;
        morning.says("Thư xin lỗi chờ ông/bà ký");
        assert!(morning.links_to(&format!("{}/viec/xin-loi", at(&code))));
        deeds::apologises(town, &code).await;
        deeds::is_refused_a_second_apology(town, &code).await;
        let acts = self.api.open_to_the_leader(&code).await;
        assert!(!acts.iter().any(|act| act == "apologise"), "{acts:?}");

        let late = held(town, code).await;
        town.move_to(datetime(2026, 12, 2, 10, 0, 0, 0));
        // From the 2nd: 03 04, 07 08 09 10 11, 14 15 16 17 18, 21 22 23.
        let answered = december("thứ Tư", 23);
        self.everywhere(&[
            (&self.quiet, runs(QUIET, QUIET, "Còn 4 ngày")),
            (&self.asked, runs(ASKED, ANEW, "Còn 11 ngày")),
            (&self.silent, waits(SILENT, answered)),
            (&self.idle, runs(IDLE, IDLE, "Còn 7 ngày")),
            (&late, excused(LETTER, Clock::Runs("Còn 2 ngày"))),
        ])
        .await;
        late
    }

    /// On Thursday the 3rd at four in the afternoon the next day becomes a holiday: whatever counts
    /// it moves by one working day, also the day of the apology. What waits for papers is kept.
    pub async fn a_holiday_is_announced_the_evening_before(&self, late: &Held) {
        let town = &self.town;
        town.move_to(datetime(2026, 12, 3, 16, 0, 0, 0));
        let holiday = Change {
            becomes: "nghi",
            day: "4",
            name: "Nghỉ theo thông báo của Chính phủ",
            decision: ("120/TB-VPCP", "3"),
        };
        let file = announces(town, &holiday, (4, 1)).await;
        for (one, from, to) in [
            (&self.quiet, QUIET, QUIET_MOVED),
            (&self.asked, ANEW, ASKED_MOVED),
            (&self.idle, IDLE, IDLE_MOVED),
            (late, LETTER, LATE_MOVED),
        ] {
            let (from, to) = (from.in_a_file(), to.in_a_file());
            let line = format!("{},moved,{from},{to},\n", one.code);
            assert!(file.contains(&line), "{line} in {file}");
        }
        is_kept(&file, &self.silent, SILENT, "clock_paused");
        town.move_to(datetime(2026, 12, 3, 16, 30, 0, 0));
        // From the 3rd, without the 4th: 07 08 09 10 11, 14 15 16 17 18, 21 22 23 24 25.
        let answered = december("thứ Sáu", 25);
        self.everywhere(&[
            (&self.quiet, runs(QUIET, QUIET_MOVED, "Còn 3 ngày")),
            (&self.asked, runs(ASKED, ASKED_MOVED, "Còn 10 ngày")),
            (&self.silent, waits(SILENT, answered)),
            (&self.idle, runs(IDLE, IDLE_MOVED, "Còn 6 ngày")),
            (late, excused(LATE_MOVED, Clock::Runs("Còn 1 ngày"))),
        ])
        .await;
    }

    /// On Monday the 7th the apologised one is settled on its new day. Then Saturday the 12th
    /// becomes a working day: what is promised for later would be due a working day earlier, and is
    /// kept. No promise moves to an earlier day.
    pub async fn another_day_is_worked_in_its_place(&self, late: &Held) {
        let town = &self.town;
        town.move_to(datetime(2026, 12, 7, 14, 0, 0, 0));
        deeds::settled(town, &late.code, "12/CT").await;
        town.move_to(datetime(2026, 12, 7, 15, 0, 0, 0));
        let worked = Change {
            becomes: "lam",
            day: "12",
            name: "Làm bù ngày 04/12/2026",
            decision: ("121/TB-VPCP", "7"),
        };
        let file = announces(town, &worked, (0, 2)).await;
        is_kept(&file, &self.asked, ASKED_MOVED, "would_be_earlier");
        is_kept(&file, &self.idle, IDLE_MOVED, "would_be_earlier");
        assert!(!file.contains(",moved,"), "{file}");
        town.move_to(datetime(2026, 12, 7, 16, 0, 0, 0));
        // From the 7th, with the 12th: 08 09 10 11 12, 14 15 16 17 18, 21 22 23 24 25.
        let answered = december("thứ Sáu", 25);
        self.everywhere(&[
            (&self.quiet, runs(QUIET, QUIET_MOVED, "Còn 2 ngày")),
            (&self.asked, runs(ASKED, ASKED_MOVED, "Còn 10 ngày")),
            (&self.silent, waits(SILENT, answered)),
            (&self.idle, runs(IDLE, IDLE_MOVED, "Còn 6 ngày")),
            (
                late,
                excused(LATE_MOVED, Clock::Settled("Đã xong, đúng hạn")),
            ),
        ])
        .await;
    }

    /// The quiet one is settled a day early, on Tuesday the 8th. On Monday the 14th the leader
    /// stops what the applicant never answered: the promise stays to be read, and nobody was late.
    pub async fn the_silent_one_is_stopped(&self, late: &Held) {
        let town = &self.town;
        town.move_to(datetime(2026, 12, 8, 10, 0, 0, 0));
        deeds::settled(town, &self.quiet.code, "13/TL").await;
        town.move_to(datetime(2026, 12, 14, 9, 0, 0, 0));
        deeds::stopped(town, &self.silent.code).await;
        let mut owner = pages::opened(town, &self.silent).await;
        let notice = format!("/tra-cuu/{}/giay/dung-giai-quyet", self.silent.code);
        let notice = owner.open(&notice).await;
        assert!(notice.bytes.starts_with(b"%PDF-"));
        town.move_to(datetime(2026, 12, 14, 10, 0, 0, 0));
        let quiet = Shown {
            due: QUIET_MOVED,
            ..Shown::as_received(QUIET, Clock::Settled("Đã xong, sớm 1 ngày"))
        };
        self.everywhere(&[
            (&self.quiet, quiet),
            (&self.asked, runs(ASKED, ASKED_MOVED, "Còn 4 ngày")),
            (&self.silent, Shown::as_received(SILENT, Clock::Ended)),
            (&self.idle, runs(IDLE, IDLE_MOVED, "Hẹn trả hôm nay")),
            (
                late,
                excused(LATE_MOVED, Clock::Settled("Đã xong, đúng hạn")),
            ),
        ])
        .await;
    }

    /// Asks every surface that shows a promised day.
    async fn everywhere(&self, stands: &[(&Held, Shown)]) {
        for (held, shown) in stands {
            pages::of_the_applicant(&self.town, held, shown).await;
            pages::of_officials(&self.town, &held.code, shown).await;
            papers::of_dossier(&self.town, held, shown).await;
            self.api.shows(&held.code, shown).await;
        }
        let all: Vec<(&str, Shown)> = stands
            .iter()
            .map(|(held, shown)| (held.code.as_str(), *shown))
            .collect();
        pages::lists(&self.town, &all).await;
        papers::registers(&self.town, &all).await;
        self.api.lists(&all).await;
    }
}

/// It was promised for one day, and its clock runs to the same one or to another.
fn runs(receipt: Day, due: Day, light: &'static str) -> Shown {
    Shown {
        due,
        ..Shown::as_received(receipt, Clock::Runs(light))
    }
}

/// It waits for the applicant; answered today, it would be the other day.
fn waits(receipt: Day, answered: Day) -> Shown {
    Shown::as_received(receipt, Clock::Waits(answered))
}

/// The dossier with the letter of apology.
fn excused(due: Day, clock: Clock) -> Shown {
    Shown {
        letter: Some(LETTER),
        due,
        ..Shown::as_received(LATE, clock)
    }
}

/// Whether the file of a campaign tells that a promise was kept, and why.
fn is_kept(file: &str, one: &Held, due: Day, why: &str) {
    let line = format!("{},kept,{},,{why}\n", one.code, due.in_a_file());
    assert!(file.contains(&line), "{line} in {file}");
}

/// An application for an extract is received on a morning of November, and taken by an officer.
async fn received(town: &Town, api: &Api, day: i8, (applicant, officer): (&str, &str)) -> Held {
    town.move_to(datetime(2026, 11, day, 9, 0, 0, 0));
    let key = format!("extract-{day}");
    let code = api.receives_extract(&key, applicant).await;
    deeds::taken(town, officer, &code).await;
    held(town, code).await
}

/// The dossier with what stands on its receipt.
async fn held(town: &Town, code: String) -> Held {
    let loaded = town.dossier(&code).await;
    let secret = loaded.personal.secret(loaded.dossier.secret.id).unwrap();
    Held { code, secret }
}
