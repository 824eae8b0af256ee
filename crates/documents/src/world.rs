//! The small world a template lives in: it can read its own data and marks, and nothing else.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use crate::press::{Job, Press};

/// All that a template can see: the press's templates, its own data and its own marks.
pub(crate) struct JobWorld<'a> {
    pub(crate) press: &'a Press,
    pub(crate) job: &'a Job,
}

impl World for JobWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.press.book
    }

    fn main(&self) -> FileId {
        file_id(self.job.template)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.press
            .sources
            .get(&id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let of_the_job = match id.root() {
            VirtualRoot::Project => match id.vpath().get_without_slash() {
                "data.json" => Some(&self.job.data),
                "qr.svg" => self.job.qr.as_ref(),
                "barcode.svg" => self.job.barcode.as_ref(),
                _ => None,
            },
            VirtualRoot::Package(_) => None,
        };
        of_the_job.cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.get(index).cloned()
    }

    // A paper that read the clock could not be printed again to the same bytes.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The name under which the compiler knows a file.
pub(crate) fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("template names are plain file names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_template_can_read_nothing_but_its_own_job() {
        let press = Press::new();
        let job = Job {
            template: "receipt.typ",
            data: Bytes::from_string("{}"),
            qr: None,
            barcode: None,
            ident: String::new(),
            made_at: date(2024, 2, 29).at(9, 30, 0, 0),
        };
        let world = JobWorld {
            press: &press,
            job: &job,
        };
        assert!(world.file(file_id("data.json")).is_ok());
        assert!(world.source(file_id("page.typ")).is_ok());
        for refused in ["qr.svg", "etc/passwd", "other.json", "page.typ"] {
            assert_eq!(
                world.file(file_id(refused)),
                Err(FileError::AccessDenied),
                "{refused}"
            );
        }
    }
}
