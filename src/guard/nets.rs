//! Networks that nothing of a merchant's leads to, each with its reason.

use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

/// All of them. An address that holds an IPv4 address (see [`inside`]) is judged by that one.
pub(super) const CLOSED: &[(&str, &str)] = &[
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "carrier NAT, and cloud metadata at 100.100.100.200"),
    ("127.0.0.0/8", "loopback"),
    // Looks public, and is inside of every machine there.
    ("168.63.129.16/32", "Azure's wire server"),
    ("169.254.0.0/16", "link-local, and cloud metadata at 169.254.169.254"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments, and cloud metadata at 192.0.0.192"),
    ("192.0.2.0/24", "documentation"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("198.18.0.0/15", "benchmarks"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
    ("255.255.255.255/32", "broadcast"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::/96", "IPv4-compatible"),
    ("64:ff9b:1::/48", "local NAT64"),
    ("100::/64", "discard"),
    ("2001::/23", "protocol assignments, and Teredo"),
    ("2001:db8::/32", "documentation"),
    ("3fff::/20", "documentation"),
    ("5f00::/16", "segment routing"),
    ("fc00::/7", "unique local, and cloud metadata at fd00:ec2::254"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "site-local"),
    ("ff00::/8", "multicast"),
];

static NETS: LazyLock<Vec<(IpNet, &'static str)>> =
    LazyLock::new(|| CLOSED.iter().filter_map(|(net, why)| net.parse().ok().map(|net: IpNet| (net, *why))).collect());

/// The IPv4 address that an IPv6 address stands for: mapped (`::ffff:0:0/96`), NAT64 (`64:ff9b::/96`), 6to4 (`2002::/16`), and ISATAP, which has
/// its mark in the second half.
pub(super) fn inside(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let s = address.segments();
    let of = |high: u16, low: u16| Some(Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low)));
    match s {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => of(high, low),
        [0x2002, high, low, ..] => of(high, low),
        [_, _, _, _, 0 | 0x200, 0x5efe, high, low] => of(high, low),
        _ => None,
    }
}

/// Why an address is not connected to; none where it is open to everybody, or one of the networks in `open`.
pub(super) fn closed(address: IpAddr, open: &[IpNet]) -> Option<&'static str> {
    if open.iter().any(|net| net.contains(&address)) {
        return None;
    }
    if let IpAddr::V6(v6) = address {
        if let Some(v4) = inside(v6) {
            return closed(IpAddr::V4(v4), open);
        }
        // 2000::/3 is all that was ever given to anybody to be reached at.
        if v6.segments()[0] & 0xe000 != 0x2000 {
            return Some(named(address).unwrap_or("not global"));
        }
    }
    named(address)
}

fn named(address: IpAddr) -> Option<&'static str> {
    NETS.iter().find(|(net, _)| net.contains(&address)).map(|(_, why)| *why)
}
