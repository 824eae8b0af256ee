//! What the surfaces have to show: days written by hand, and how each surface writes them.

/// A day of December 2026 with its weekday. Every promise of the story ends at 17:00.
#[derive(Clone, Copy, Debug)]
pub struct Day {
    weekday: &'static str,
    day: u8,
}

/// A day of December 2026, its weekday in the words of the pages.
pub const fn december(weekday: &'static str, day: u8) -> Day {
    Day { weekday, day }
}

impl Day {
    /// `08/12/2026`.
    pub fn short(self) -> String {
        format!("{:02}/12/2026", self.day)
    }

    /// As sentences of pages have it: `17:00 thứ Ba, 08/12/2026`.
    pub fn vietnamese(self) -> String {
        format!("17:00 {}, {}", self.weekday, self.short())
    }

    /// As tables have it: `17:00, 08/12/2026`.
    pub fn in_a_table(self) -> String {
        format!("17:00, {}", self.short())
    }

    /// `17:00, Tuesday 8 December 2026`.
    pub fn english(self) -> String {
        let (_, weekday) = self.weekdays();
        format!("17:00, {weekday} {} December 2026", self.day)
    }

    /// The large line of a paper: `Thứ Ba, ngày 08 tháng 12 năm 2026`.
    pub fn on_paper(self) -> String {
        let (weekday, _) = self.weekdays();
        format!("{weekday}, ngày {:02} tháng 12 năm 2026", self.day)
    }

    /// Inside a paper's sentence: `17 giờ 00 phút, ngày 08 tháng 12 năm 2026`.
    pub fn in_a_paper(self) -> String {
        format!("17 giờ 00 phút, ngày {:02} tháng 12 năm 2026", self.day)
    }

    /// `2026-12-08T17:00:00+07:00`.
    pub fn for_programs(self) -> String {
        format!("2026-12-{:02}T17:00:00+07:00", self.day)
    }

    /// As the file of a campaign has it: `2026-12-08T17:00:00`.
    pub fn in_a_file(self) -> String {
        format!("2026-12-{:02}T17:00:00", self.day)
    }

    /// The weekday as papers begin a line with it, and in English.
    fn weekdays(self) -> (&'static str, &'static str) {
        match self.weekday {
            "thứ Hai" => ("Thứ Hai", "Monday"),
            "thứ Ba" => ("Thứ Ba", "Tuesday"),
            "thứ Tư" => ("Thứ Tư", "Wednesday"),
            "thứ Năm" => ("Thứ Năm", "Thursday"),
            "thứ Sáu" => ("Thứ Sáu", "Friday"),
            other => panic!("nothing is promised for a {other}"),
        }
    }
}

/// How a dossier's clock stands.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// It runs, with these words in its light.
    Runs(&'static str),
    /// It waits for the applicant; answered today, it would be this day.
    Waits(Day),
    /// There is a result, with these words in its light.
    Settled(&'static str),
    /// It ended without a result.
    Ended,
}

/// What every surface has to show of one dossier.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// What was promised at reception: the receipt in the applicant's hand keeps it.
    pub receipt: Day,
    /// What the letter of apology says, once there is one.
    pub letter: Option<Day>,
    /// What is promised now.
    pub due: Day,
    /// How the clock stands.
    pub clock: Clock,
}

impl Shown {
    /// What was promised at reception holds.
    pub fn as_received(due: Day, clock: Clock) -> Self {
        Self {
            receipt: due,
            letter: None,
            due,
            clock,
        }
    }

    /// The day on the tracking page: while papers are waited for, the one if they came today.
    pub fn tracked(&self) -> Day {
        match self.clock {
            Clock::Waits(answered) => answered,
            Clock::Runs(_) | Clock::Settled(_) | Clock::Ended => self.due,
        }
    }

    /// The words of the light where they count days.
    pub fn light(&self) -> Option<&'static str> {
        match self.clock {
            Clock::Runs(light) | Clock::Settled(light) => Some(light),
            Clock::Waits(_) | Clock::Ended => None,
        }
    }

    /// The words of the light as officials read it.
    pub fn light_of_officials(&self) -> &'static str {
        match self.clock {
            Clock::Runs(light) | Clock::Settled(light) => light,
            Clock::Waits(_) => "Chờ bổ sung",
            Clock::Ended => "Đã kết thúc",
        }
    }
}
