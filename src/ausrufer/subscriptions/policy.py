"""How long things are kept and how often one may ask: pure."""

import ipaddress
from datetime import datetime, timedelta

CONFIRM_WITHIN = timedelta(days=3)
EVIDENCE_KEPT = timedelta(days=3 * 366)  # three full years: limitation of claims, § 195 BGB
COUNT_KEPT = timedelta(hours=2)
MOST_PER_ADDRESS = 3  # letters one stranger can cause in one mailbox within an hour
MOST_PER_CLIENT = 20  # sign-ups from one connection within an hour; a school shares one


def hour_of(moment: datetime) -> datetime:
    """Return the start of the hour in which sign-ups are counted together."""
    return moment.replace(minute=0, second=0, microsecond=0)


def network_of(client: str) -> str:
    """Return what counts as one connection: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
