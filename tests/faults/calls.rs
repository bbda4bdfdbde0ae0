//! Documents to import.

/// Documents as JSON lines, each of one call.
pub fn documents(numbers: impl IntoIterator<Item = usize>) -> String {
    const PAIRS: [(&str, &str); 4] = [
        ("President Macron", "Chancellor Scholz"),
        ("Foreign Minister Lavrov", "Secretary of State Blinken"),
        ("President Duda", "President Zelensky"),
        ("Prime Minister Sanchez", "Prime Minister Costa"),
    ];
    let line = |i: usize| {
        let (one, other) = PAIRS[i % PAIRS.len()];
        let (day, hour) = (i % 28 + 1, i / 28 + 1);
        format!(
            "{{\"id\":\"doc-{i}\",\"published\":\"2024-02-{day:02}\",\"outlet\":\"Wire {hour}\",\
             \"text\":\"{one} spoke by phone with {other} on Monday. Nothing more was made known, an aide said.\"}}\n"
        )
    };
    numbers.into_iter().map(line).collect()
}
