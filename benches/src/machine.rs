//! What the machine says of itself and of a process.

use std::fs;

/// The processor's name; `unknown` where the system does not tell.
pub fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    field(&info, "model name").unwrap_or("unknown").to_owned()
}

/// The processors that this process may run on, in order; `None` where the system does not tell.
pub fn processors() -> Option<Vec<usize>> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    list(field(&status, "Cpus_allowed_list")?)
}

/// This process's largest resident memory so far, in KiB; `None` where the system does not tell.
pub fn peak_kib() -> Option<u64> {
    peak(&fs::read_to_string("/proc/self/status").ok()?)
}

/// Seconds for which a processor has run this thread, which other programs on the machine hardly move; `None` where the system
/// does not tell.
pub fn busy() -> Option<f64> {
    let ran = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(ran.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Peak memory in the text of `/proc/PID/status`, in KiB.
fn peak(status: &str) -> Option<u64> {
    field(status, "VmHWM")?.strip_suffix("kB")?.trim_end().parse().ok()
}

/// The value of the first line `name: value`.
fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| key.trim_end() == name).map(|(_, value)| value.trim())
}

/// The numbers of `0-2,5`.
fn list(text: &str) -> Option<Vec<usize>> {
    let mut out = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        out.extend(first.parse::<usize>().ok()?..=last.parse().ok()?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{field, list, peak};

    #[test]
    fn reads_what_the_system_says() {
        let status = "Name:\tbench\nVmPeak:\t  200 kB\nVmHWM:\t  123456 kB\nCpus_allowed_list:\t0-1,4\n";
        assert_eq!(peak(status), Some(123_456));
        assert_eq!(field(status, "Cpus_allowed_list").and_then(list), Some(vec![0, 1, 4]));
        assert_eq!(field("model name\t: Some Processor: 2\n", "model name"), Some("Some Processor: 2"));
    }

    #[test]
    fn what_is_not_said_is_not_guessed() {
        assert_eq!((peak("Name:\tbench\n"), list("none"), list("")), (None, None, None));
    }
}
