//! Invented people: names put together by chance from a seed, numbers that belong to nobody.

/// Chance from a seed: the same demonstration every time.
pub struct Chance(u64);

impl Chance {
    /// Chance that begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or_default() % limit.max(1)
    }

    /// One of these.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const FAMILIES: [&str; 14] = [
    "Nguyễn", "Trần", "Lò", "Giàng", "Vàng", "Lý", "Phạm", "Hoàng", "Tao", "Sùng", "Mùa", "Chẻo",
    "Tẩn", "Đèo",
];
const MIDDLES: [&str; 10] = [
    "Thị",
    "Văn",
    "A",
    "Thị",
    "Minh",
    "Đức",
    "Thị Thu",
    "Quốc",
    "Ngọc",
    "Thị",
];
const GIVEN: [&str; 20] = [
    "Mai",
    "Hùng",
    "Phềnh",
    "Lan",
    "Sơn",
    "Hạnh",
    "Dũng",
    "Thảo",
    "Páo",
    "Xuân",
    "Yến",
    "Tuấn",
    "Chinh",
    "Loan",
    "Khánh",
    "Phượng",
    "Ngân",
    "Súa",
    "Huệ",
    "Thắng",
];
const VILLAGES: [&str; 10] = [
    "bản Nà Khằm",
    "bản Tả Lèng",
    "tổ 4",
    "tổ 12",
    "bản Sin Câu",
    "thôn Đông Phong",
    "bản Hồng Thu",
    "tổ 7",
    "bản Nậm Cung",
    "thôn Tân Bình",
];

/// An invented name.
pub fn name(chance: &mut Chance) -> String {
    format!(
        "{} {} {}",
        chance.one(&FAMILIES),
        chance.one(&MIDDLES),
        chance.one(&GIVEN)
    )
}

/// An invented village.
pub fn village(chance: &mut Chance) -> &'static str {
    VILLAGES[chance.below(VILLAGES.len())]
}

/// An invented person born between 1945 and 1999: year, whether male, and a number that agrees.
pub fn identity(chance: &mut Chance) -> (i16, bool, String) {
    let year = 1945 + i16::try_from(chance.below(55)).unwrap_or_default();
    let male = chance.below(2) == 0;
    // 012 is Lai Châu; the serial begins with 99, as no office has issued so many.
    let number = format!(
        "012{}{:02}99{:04}",
        u8::from(!male),
        year % 100,
        chance.below(10_000)
    );
    (year, male, number)
}

/// An invented mobile number in the block 0900 000 xxx to 0900 009 xxx.
pub fn phone(chance: &mut Chance) -> String {
    format!("090000{:04}", chance.below(10_000))
}
