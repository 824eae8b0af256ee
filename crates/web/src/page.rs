//! The frame of every page: whose face it is, where we are, what just happened.

mod navigation;

use std::sync::Arc;

use askama::Template;
use askama::filters::Safe;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::form::FormErrors;
use crate::language::Language;
use crate::look::Look;
use crate::portal::Portal;
use navigation::NavItem;

/// What is the same on every page of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The body that answers for the site: `UBND tỉnh Lai Châu`.
    pub body: String,
    /// The name of the service: `Một Cửa`.
    pub service: String,
    /// The host people must see in their browser, to tell a false page.
    pub host: String,
    /// The number to call; empty when there is none.
    pub hotline: String,
    /// Whether everything shown is invented.
    pub demo: bool,
    /// How much of the citizen's face is shown.
    pub portal: Portal,
}

/// For whom a page is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Citizens and organisations.
    Citizen,
    /// The officer at the one-stop desk.
    Desk,
    /// The officer who examines.
    Casework,
    /// The leader who approves.
    Leader,
    /// The administrator of the province.
    Admin,
}

impl Face {
    /// Its name in the header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Citizen => "Người dân",
            Self::Desk => "Quầy",
            Self::Casework => "Xử lý",
            Self::Leader => "Điều hành",
            Self::Admin => "Quản trị",
        }
    }

    /// The address where it begins.
    pub fn home(self) -> &'static str {
        match self {
            Self::Citizen => "/",
            Self::Desk => "/quay",
            Self::Casework => "/xu-ly",
            Self::Leader => "/dieu-hanh",
            Self::Admin => "/quan-tri",
        }
    }

    /// Whether pages are dense and wide: officials look at them all day.
    pub fn is_dense(self) -> bool {
        match self {
            Self::Citizen => false,
            Self::Desk | Self::Casework | Self::Leader | Self::Admin => true,
        }
    }

    /// Whether whoever looks at its pages has a scanner at hand.
    pub fn has_scanner(self) -> bool {
        match self {
            Self::Desk => true,
            Self::Citizen | Self::Casework | Self::Leader | Self::Admin => false,
        }
    }
}

/// A page above this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub text: String,
    /// Its address.
    pub href: String,
}

/// The official who is logged in, as the header shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Full name.
    pub name: String,
    /// Office or desk.
    pub unit: String,
    /// The faces open to them.
    pub faces: Vec<Face>,
}

impl SignedIn {
    /// Where they search dossiers; none for those who have no dossiers.
    pub fn search(&self) -> Option<&'static str> {
        let has = |face| self.faces.contains(&face);
        if has(Face::Casework) || has(Face::Leader) {
            Some("/xu-ly/tim")
        } else if has(Face::Desk) {
            Some("/quay/tim")
        } else {
            None
        }
    }
}

/// What just happened, or why not. Errors in a form are the frame's `errors`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It is done.
    Done(String),
    /// Something to know.
    Told(String),
    /// The rules say no.
    Refused(String),
    /// Something broke; what was typed is still there.
    Broken(String),
}

impl Note {
    /// The ending of the banner's class.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Done(_) => "govuk-notification-banner--success",
            Self::Told(_) => "mc-note--told",
            Self::Refused(_) | Self::Broken(_) => "mc-note--refused",
        }
    }

    /// The word above the sentence.
    pub fn title(&self, language: Language) -> &'static str {
        match self {
            Self::Done(_) => language.say("Đã xong", "Done"),
            Self::Told(_) => language.say("Cần biết", "Please note"),
            Self::Refused(_) => language.say("Chưa làm được", "Not possible"),
            Self::Broken(_) => language.say("Hệ thống gặp sự cố", "The system failed"),
        }
    }

    /// The sentence.
    pub fn sentence(&self) -> &str {
        match self {
            Self::Done(text) | Self::Told(text) | Self::Refused(text) | Self::Broken(text) => text,
        }
    }

    /// An alert is read aloud at once; anything else when one comes to it.
    pub fn is_alert(&self) -> bool {
        match self {
            Self::Told(_) => false,
            Self::Done(_) | Self::Refused(_) | Self::Broken(_) => true,
        }
    }

    /// What it is drawn as: a section is a region of its own.
    pub fn element(&self) -> &'static str {
        if self.is_alert() { "div" } else { "section" }
    }

    /// Whether the page opens here.
    pub fn wants_focus(&self) -> bool {
        match self {
            Self::Told(_) => false,
            Self::Done(_) | Self::Refused(_) | Self::Broken(_) => true,
        }
    }
}

/// The frame around a page's content: the field `frame` of every page that extends `frame.html`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The installation.
    pub site: Arc<Site>,
    /// For whom the page is.
    pub face: Face,
    /// How this person reads, and where they are.
    pub look: Look,
    /// The language the whole page is written in.
    language: Language,
    /// The page's first heading; also its title in the browser.
    pub title: String,
    /// The main sections.
    pub nav: Vec<NavItem>,
    /// The pages above this one, home first.
    pub crumbs: Vec<Crumb>,
    /// What just happened.
    pub notes: Vec<Note>,
    /// What is to be mended in the form.
    pub errors: FormErrors,
    /// Who is logged in.
    pub official: Option<SignedIn>,
}

impl Frame {
    /// A frame with the face's navigation and nothing else to say.
    pub fn new(site: &Arc<Site>, face: Face, look: Look, title: impl Into<String>) -> Self {
        let language = Language::Vietnamese;
        Self {
            site: Arc::clone(site),
            face,
            language,
            title: title.into(),
            nav: navigation::items(site, face, look.path(), language),
            crumbs: Vec::new(),
            notes: Vec::new(),
            errors: FormErrors::new(),
            official: None,
            look,
        }
    }

    /// The same frame for a page that is written in every language: in the one that was chosen.
    #[must_use]
    pub fn in_chosen_language(mut self) -> Self {
        self.language = self.look.language;
        self.nav = navigation::items(&self.site, self.face, self.look.path(), self.language);
        self
    }

    /// The language the whole page is written in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether the page is written in English.
    pub fn is_english(&self) -> bool {
        self.language == Language::English
    }

    /// Whether whoever reads it has chosen English, and the page has none.
    pub fn lacks_english(&self) -> bool {
        self.look.language == Language::English && !self.is_english() && !self.face.is_dense()
    }

    /// Of a text in both languages, the one of the page.
    pub fn say<'t>(&self, vietnamese: &'t str, english: &'t str) -> &'t str {
        self.language.say(vietnamese, english)
    }

    /// The attribute of what stays Vietnamese on an English page: names, and what people wrote.
    pub fn vi(&self) -> Safe<&'static str> {
        Safe(self.say("", " lang=\"vi\""))
    }

    /// The language to change to; none where all is Vietnamese.
    pub fn other_language(&self) -> Option<Language> {
        (!self.face.is_dense()).then(|| self.look.language.other())
    }

    /// The same frame below the home page.
    #[must_use]
    pub fn below_home(self) -> Self {
        let text = self.language.say("Trang chủ", "Home");
        self.below(text, "/")
    }

    /// The same frame below another page.
    #[must_use]
    pub fn below(mut self, text: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push(Crumb {
            text: text.into(),
            href: href.into(),
        });
        self
    }

    /// The same frame with something to say.
    #[must_use]
    pub fn note(mut self, note: Note) -> Self {
        self.notes.push(note);
        self
    }

    /// The same frame with errors to mend.
    #[must_use]
    pub fn errors(mut self, errors: FormErrors) -> Self {
        self.errors = errors;
        self
    }

    /// The same frame for an official who is logged in.
    #[must_use]
    pub fn signed_in(mut self, official: SignedIn) -> Self {
        self.official = Some(official);
        self
    }

    /// Whether nothing at the head of the page asks to be read first.
    pub fn is_calm(&self) -> bool {
        self.errors.is_empty() && self.notes.is_empty()
    }

    /// The title of the browser's window: errors come first, so that they are heard first.
    pub fn page_title(&self) -> String {
        let failed = if self.errors.is_empty() {
            ""
        } else {
            self.say("Lỗi: ", "Error: ")
        };
        format!("{failed}{} - {}", self.title, self.site.service)
    }
}

/// Draws a page.
pub fn draw(page: &impl Template) -> Response {
    draw_as(StatusCode::OK, page)
}

/// Draws a page with a status of its own, such as 422 for a form that must be mended.
pub fn draw_as(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(fault) => {
            tracing::error!(%fault, "drawing a page");
            let said = "Lỗi là ở hệ thống, không phải ở ông/bà. Thử lại sau ít phút.\n\
                        The fault is ours, not yours. Try again in a few minutes.";
            (StatusCode::INTERNAL_SERVER_ERROR, said).into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_names_the_page_and_an_error_first() {
        let mut errors = FormErrors::new();
        errors.add("code", "Nhập mã hồ sơ");
        let site = Arc::new(crate::gallery::site());
        let look = Look {
            here: "/tra-cuu".to_owned(),
            ..Look::default()
        };
        let frame = Frame::new(&site, Face::Citizen, look, "Tra cứu hồ sơ");
        assert_eq!(frame.page_title(), "Tra cứu hồ sơ - Một Cửa");
        assert_eq!(
            frame.errors(errors).page_title(),
            "Lỗi: Tra cứu hồ sơ - Một Cửa"
        );
    }

    #[test]
    fn a_page_is_vietnamese_unless_it_is_written_in_both_languages() {
        let site = Arc::new(crate::gallery::site());
        let look = Look {
            language: Language::English,
            ..Look::default()
        };
        let one = Frame::new(&site, Face::Citizen, look.clone(), "Nộp hồ sơ");
        assert!(one.lacks_english());
        assert_eq!(
            (one.language(), one.nav[0].text),
            (Language::Vietnamese, "Trang chủ")
        );
        let both = one.in_chosen_language().below_home();
        assert!(both.is_english() && !both.lacks_english());
        assert_eq!(
            (both.nav[0].text, both.crumbs[0].text.as_str()),
            ("Home", "Home")
        );
        assert_eq!(both.other_language(), Some(Language::Vietnamese));
        let desk = Frame::new(&site, Face::Desk, look, "Hôm nay");
        assert!(!desk.lacks_english());
        assert_eq!(desk.other_language(), None);
    }
}
