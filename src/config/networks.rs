//! Lists of networks in the settings.

use super::ConfigError;
use ipnet::{IpNet, Ipv4Net};
use std::net::IpAddr;

/// Addresses and networks, separated by commas. An IPv4 network may be written as IPv6 (`::ffff:10.0.0.0/104`): it is the same one.
pub(super) fn networks(name: &str, text: Option<&str>) -> Result<Vec<IpNet>, ConfigError> {
    let read = |entry: &str| entry.parse::<IpNet>().or_else(|_| entry.parse::<IpAddr>().map(IpNet::from)).ok();
    text.into_iter()
        .flat_map(|list| list.split(','))
        .map(|entry| {
            let entry = entry.trim();
            read(entry).map(unmapped).ok_or_else(|| ConfigError {
                name: name.to_owned(),
                remedy: format!("\"{entry}\" is no address or network; write them like 10.0.0.5, 10.1.0.0/16"),
            })
        })
        .collect()
}

fn unmapped(network: IpNet) -> IpNet {
    let IpNet::V6(v6) = network else { return network };
    let short = v6.prefix_len().checked_sub(96);
    let mapped = v6.addr().to_ipv4_mapped().zip(short).and_then(|(v4, length)| Ipv4Net::new(v4, length).ok());
    mapped.map_or(network, IpNet::V4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_of_mapped_addresses_are_those_of_the_addresses() {
        let read = networks("X", Some("::ffff:10.0.0.0/104, ::ffff:192.0.2.1, fd00::/8, ::/0")).unwrap();
        let written: Vec<String> = read.iter().map(ToString::to_string).collect();
        assert_eq!(written, ["10.0.0.0/8", "192.0.2.1/32", "fd00::/8", "::/0"]);
    }
}
