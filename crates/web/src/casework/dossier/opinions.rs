//! The part of a dossier's page about opinions: who was asked what, who has it, and what came.

use domain::dossier::command::Act;
use domain::dossier::consultation::command::ConsultationAct;
use domain::dossier::consultation::hands::HandHolder;
use domain::dossier::consultation::{Answer, Consultation, Opinion, OpinionStanding, Whom};
use domain::dossier::open_now::open_now;
use domain::people::duty::Duty;

use crate::acts::consultation::{outside_name, question};
use crate::acts::story::Teller;
use crate::app::App;
use crate::officials;
use crate::session::Officer;
use crate::{show, wording};

/// One consultation.
#[derive(Debug)]
pub struct Round {
    /// Its number and when it was asked.
    pub title: String,
    /// The questions, in their order.
    pub questions: Vec<String>,
    /// How it was over; empty while it lasts.
    pub ended: String,
    /// Each who was asked.
    pub opinions: Vec<Asked>,
    /// Where it is ended; empty where this person cannot.
    pub conclude: String,
}

/// One who was asked.
#[derive(Debug)]
pub struct Asked {
    /// Where it stands on the page.
    pub id: String,
    /// Who.
    pub whom: String,
    /// Where it stands.
    pub standing: String,
    /// By when it is to be answered, for which questions.
    pub wanted: String,
    /// Who had it for how long.
    pub hands: Vec<String>,
    /// That it went back and forth; empty where it did not.
    pub back: String,
    /// The answers, oldest first.
    pub answers: Vec<AnswerShown>,
    /// What this person can do: words and address.
    pub links: Vec<(&'static str, String)>,
}

/// An answer.
#[derive(Debug)]
pub struct AnswerShown {
    /// When it came, by which letter.
    pub head: String,
    /// That it was returned, and why; empty where it counts.
    pub returned: String,
    /// Question by question: number, what it comes to, the words.
    pub replies: Vec<(u16, &'static str, String)>,
    /// Where its file opens; empty where there is none.
    pub file: String,
}

/// Every consultation of a dossier, the newest first.
pub fn rounds(app: &App, (officer, duty): (&Officer, &Duty), teller: &Teller<'_>) -> Vec<Round> {
    let panel = Panel {
        app,
        officer,
        teller,
        open: open(app, (officer, duty), teller),
    };
    let rounds = teller.loaded.dossier.consultations.iter().rev();
    rounds.map(|round| panel.round(round)).collect()
}

/// One opinion alone, as the asked unit sees what it was asked and answered.
pub fn alone(
    app: &App,
    (officer, duty): (&Officer, &Duty),
    teller: &Teller<'_>,
    round: &Consultation,
    opinion: &Opinion,
) -> (Asked, Vec<(u16, String)>) {
    let panel = Panel {
        app,
        officer,
        teller,
        open: open(app, (officer, duty), teller),
    };
    let questions = opinion.questions.iter();
    let questions = questions.map(|number| (*number, question(teller.loaded, round, *number)));
    (panel.asked(round, opinion), questions.collect())
}

/// What this person can do with opinions now.
fn open(
    app: &App,
    (officer, duty): (&Officer, &Duty),
    teller: &Teller<'_>,
) -> Vec<ConsultationAct> {
    let actor = officer.actor();
    let situation = officials::situation(&actor, app.now(), teller.rules, duty);
    let open = open_now(&situation, &teller.loaded.dossier).into_iter();
    open.filter_map(|act| match act {
        Act::Consult(act) => Some(act),
        _ => None,
    })
    .collect()
}

struct Panel<'a> {
    app: &'a App,
    officer: &'a Officer,
    teller: &'a Teller<'a>,
    open: Vec<ConsultationAct>,
}

impl Panel<'_> {
    fn round(&self, round: &Consultation) -> Round {
        let loaded = self.teller.loaded;
        let questions = (1..).zip(&round.questions);
        let at = show::moment(round.asked_at.0);
        let lead = officials::unit_name(self.teller.rules, &round.lead);
        let concludes = round.ended.is_none() && self.open.contains(&ConsultationAct::Conclude);
        Round {
            title: format!("Lần {} · {lead} hỏi {at}", round.number),
            questions: questions
                .map(|(number, _)| question(loaded, round, number))
                .collect(),
            ended: round.ended.as_ref().map_or(String::new(), |ended| {
                let how = wording::consultation::ended(ended.how);
                format!("{how} {}", show::moment(ended.at.0))
            }),
            opinions: round
                .opinions
                .iter()
                .map(|opinion| self.asked(round, opinion))
                .collect(),
            conclude: if concludes {
                self.address(ConsultationAct::Conclude, &format!("lan={}", round.number))
            } else {
                String::new()
            },
        }
    }

    fn asked(&self, round: &Consultation, opinion: &Opinion) -> Asked {
        let standing = round.standing(opinion);
        let numbers: Vec<String> = opinion.questions.iter().map(u16::to_string).collect();
        let back = opinion.times_back();
        Asked {
            id: format!("y-kien-{}", opinion.number),
            whom: match &opinion.whom {
                Whom::Unit(unit) => officials::unit_name(self.teller.rules, unit),
                Whom::Outside(name) => outside_name(self.teller.loaded, name.id),
            },
            standing: self.standing(opinion, standing),
            wanted: format!(
                "Câu {} · trả lời trước {} · {}",
                numbers.join(", "),
                show::date_time(opinion.due),
                wording::consultation::form(opinion.form)
            ),
            hands: self.hands(round, opinion),
            back: if back == 0 {
                String::new()
            } else {
                format!("Đã chuyển qua chuyển lại {back} lần")
            },
            answers: self.answers(opinion),
            links: self.links(round, opinion, standing),
        }
    }

    fn standing(&self, opinion: &Opinion, standing: OpinionStanding) -> String {
        let said = wording::consultation::standing(standing);
        match standing {
            OpinionStanding::Waiting if opinion.is_overdue(self.app.now()) => {
                format!("{said}, đã quá hạn")
            }
            OpinionStanding::Answered if opinion.was_late() => format!("{said}, trễ hạn"),
            OpinionStanding::Answered => format!("{said}, đúng hạn"),
            OpinionStanding::Waiting | OpinionStanding::Silent | OpinionStanding::Dropped => {
                said.to_owned()
            }
        }
    }

    /// Who had it since when, for how many hours of work.
    fn hands(&self, round: &Consultation, opinion: &Opinion) -> Vec<String> {
        let now = self.app.now();
        let unit = opinion
            .unit()
            .unwrap_or(&self.teller.loaded.dossier.competent);
        let calendar = self.teller.rules.calendar_for(unit, now.today());
        let end = round.ended.as_ref().map_or(now, |ended| ended.at);
        let Ok(times) = opinion.hand_times(calendar, end) else {
            return Vec::new();
        };
        let told = times.iter().map(|time| {
            let who = match time.hand.who {
                HandHolder::Asked => "Đơn vị được hỏi".to_owned(),
                HandHolder::Lead => "Nơi hỏi đọc câu trả lời".to_owned(),
                HandHolder::Official(id) => {
                    let name = self.teller.names.get(&id.0).cloned();
                    name.unwrap_or_else(|| "Cán bộ".to_owned())
                }
            };
            let since = show::moment(time.hand.since.0);
            format!("{who}, từ {since}: {}", hours(u64::from(time.minutes)))
        });
        told.collect()
    }

    fn answers(&self, opinion: &Opinion) -> Vec<AnswerShown> {
        let returned = opinion.bounced.as_ref();
        let shown = opinion.answers.iter().enumerate().map(|(at, answer)| {
            let why = returned.filter(|_| at == 0).map(|bounced| {
                let why = self.teller.loaded.personal.text(bounced.reason.id);
                let why = why.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned());
                format!("Đã trả lại: {why}")
            });
            self.answer(answer, why.unwrap_or_default())
        });
        shown.collect()
    }

    fn answer(&self, answer: &Answer, returned: String) -> AnswerShown {
        let loaded = self.teller.loaded;
        let letter = answer.letter.as_ref().map_or(String::new(), |letter| {
            let day = show::date(letter.dated_on);
            format!(" · văn bản {}, ngày {day}", letter.number)
        });
        let replies = answer.replies.iter().map(|reply| {
            let text = loaded.personal.text(reply.text.id);
            let text = text.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned());
            let stance = wording::consultation::stance(reply.stance);
            (reply.question, stance, text)
        });
        let page = officials::dossier_address(&loaded.dossier.code);
        let instead = self.teller.instead(answer.instead_of);
        AnswerShown {
            head: format!("Trả lời {}{letter}{instead}", show::moment(answer.at.0)),
            returned,
            replies: replies.collect(),
            file: answer
                .file
                .as_ref()
                .map_or(String::new(), |file| format!("{page}/tep/{}", file.id)),
        }
    }

    fn links(
        &self,
        round: &Consultation,
        opinion: &Opinion,
        standing: OpinionStanding,
    ) -> Vec<(&'static str, String)> {
        let official = self.officer.official();
        let today = self.app.now().today();
        let rules = self.teller.rules;
        let is_asked = domain::policy::may_give_opinion(official, opinion, rules, today);
        let is_outside = opinion.unit().is_none();
        let waits = standing == OpinionStanding::Waiting;
        let acts = [
            (ConsultationAct::Answer, waits && (is_asked || is_outside)),
            (ConsultationAct::HandOn, waits && is_asked),
            (
                ConsultationAct::Bounce,
                round.ended.is_none() && opinion.may_be_bounced(),
            ),
        ];
        let open = acts
            .into_iter()
            .filter(|(act, fits)| *fits && self.open.contains(act));
        open.map(|(act, _)| {
            let about = format!("y-kien={}", opinion.number);
            (
                wording::consultation::button(act),
                self.address(act, &about),
            )
        })
        .collect()
    }

    fn address(&self, act: ConsultationAct, about: &str) -> String {
        let page = officials::dossier_address(&self.teller.loaded.dossier.code);
        format!("{page}/viec/{}?{about}", wording::consultation::slug(act))
    }
}

/// Working time in hours and minutes.
pub fn hours(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} phút làm việc"),
        (hours, 0) => format!("{hours} giờ làm việc"),
        (hours, minutes) => format!("{hours} giờ {minutes} phút làm việc"),
    }
}
