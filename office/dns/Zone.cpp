// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/dns/Zone.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/text.h"
#include "office/dns/extraRecords.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

constexpr std::array<std::string_view, 7> knownTypes{"A",   "AAAA",  "CNAME", "SRV",
                                                     "TXT", "NAPTR", "PTR"};

std::string upper(std::string_view text) {
    std::string result(text);
    for (char& letter : result) {
        letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    }
    return result;
}

bool isName(std::string_view text) {
    return !text.empty() && text.size() < 254 &&
           std::all_of(text.begin(), text.end(), [](unsigned char letter) {
               return std::isalnum(letter) != 0 || letter == '-' || letter == '_' ||
                      letter == '.' || letter == '*' || letter == '@';
           });
}

bool isValue(std::string_view text) {
    return !text.empty() && std::none_of(text.begin(), text.end(), [](unsigned char letter) {
        return letter < ' ' || letter == ';' || letter == '(' || letter == ')';
    });
}

/// Values of a service record: priority, weight, port, target.
std::string service(const Layout& layout, int priority, int weight, std::uint16_t port, Host host) {
    return std::to_string(priority) + " " + std::to_string(weight) + " " + std::to_string(port) +
           " " + layout.fullName(host) + ".";
}

}  // namespace

Zone::Zone(std::string domain, std::vector<Record> records)
    : domain_(std::move(domain)), records_(std::move(records)) {}

std::string Zone::relative(std::string_view name) const {
    std::string text = core::lowerAscii(name);
    if (!text.empty() && text.back() == '.') text.pop_back();
    if (text == domain_) return "@";
    const std::string ending = "." + domain_;
    if (text.size() > ending.size() && text.ends_with(ending)) {
        text.resize(text.size() - ending.size());
    }
    return text;
}

core::Status Zone::set(std::string_view name, std::string_view type,
                       const std::vector<std::string>& values) {
    const std::string tried = "Setting the record " + std::string(name) + " " + std::string(type);
    const std::string kind = upper(type);
    if (std::find(knownTypes.begin(), knownTypes.end(), kind) == knownTypes.end()) {
        return fail(ErrorCode::InvalidInput, tried, "this type is not known",
                    "Use A, AAAA, CNAME, SRV, TXT, NAPTR or PTR.");
    }
    const bool good =
        isName(name) && !values.empty() && std::all_of(values.begin(), values.end(), isValue);
    if (!good) return fail(ErrorCode::InvalidInput, tried, "the name or a value is not usable");
    const std::string owner = relative(name);
    std::erase_if(records_, [&](const Record& r) { return r.name == owner && r.type == kind; });
    for (const std::string& value : values) records_.push_back({owner, kind, value});
    return {};
}

core::Status Zone::unset(std::string_view name, std::string_view type) {
    const std::string owner = relative(name);
    const std::string kind = upper(type);
    const auto removed =
        std::erase_if(records_, [&](const Record& r) { return r.name == owner && r.type == kind; });
    if (removed == 0) {
        return fail(ErrorCode::NotFound,
                    "Removing the record " + std::string(name) + " " + std::string(type),
                    "there is none");
    }
    return {};
}

std::string Zone::text() const {
    std::string file = "$ORIGIN " + domain_ + ".\n$TTL 30\n";
    file += "@ SOA ns." + domain_ + ". hostmaster." + domain_ + ". " + std::to_string(serial_) +
            " 60 30 600 5\n@ NS ns." + domain_ + ".\n";
    for (const Record& record : records_) {
        file += record.name + " " + record.type + " " + record.value + "\n";
    }
    return file;
}

Zone insideZone(const Layout& layout) {
    const Ports& ports = layout.ports;
    std::vector<Record> records;
    for (const Host host : allHosts()) {
        if (zoneOf(host) == 1) continue;
        records.push_back({std::string(label(host)), "A", layout.address(host)});
    }
    for (const std::string_view alias : {"@", "conference", "upload", "proxy"}) {
        records.push_back({std::string(alias), "A", layout.address(Host::Imp1)});
    }
    const auto add = [&](std::string_view name, std::uint16_t port, Host host) {
        records.push_back({std::string(name), "SRV", service(layout, 1, 5, port, host)});
    };
    add("_cisco-uds._tcp", ports.uds, Host::Cucm1);
    add("_xmpp-client._tcp", ports.xmpp, Host::Imp1);
    add("_xmpps-client._tcp", ports.xmppTls, Host::Imp1);
    add("_sip._udp", ports.sip, Host::Cucm1);
    add("_sip._tcp", ports.sip, Host::Cucm1);
    add("_sips._tcp", ports.sipTls, Host::Cucm1);
    add("_ldap._tcp", ports.ldap, Host::Ldap1);
    add("_ldaps._tcp", ports.ldapTls, Host::Ldap1);
    add("_ldap._tcp.dc._msdcs", ports.ldap, Host::Ldap1);
    // As the chapter writes them, and as Active Directory does.
    for (const std::string_view name : {"_gc._msdcs._tcp", "_gc._tcp", "_ldap._tcp.gc._msdcs"}) {
        add(name, ports.catalog, Host::Ldap1);
    }
    add("_ldap._msdcs._tcp", ports.ldap, Host::Ldap1);
    add("_stun._udp", ports.turn, Host::Edge1);
    add("_turn._udp", ports.turn, Host::Edge1);
    for (Record& record : extraInsideRecords(layout)) records.push_back(std::move(record));
    return {layout.domain, std::move(records)};
}

Zone outsideZone(const Layout& layout) {
    const std::string nameServer = layout.address(Host::OutsideNameServer);
    const std::string edge = layout.address(Host::OutsideEdge1);
    std::vector<Record> records{
        {"ns", "A", nameServer},
        {"expe1", "A", edge},
        {"_collab-edge._tls", "SRV", service(layout, 1, 5, layout.ports.uds, Host::OutsideEdge1)}};
    for (Record& record : extraOutsideRecords(layout)) records.push_back(std::move(record));
    return {layout.domain, std::move(records)};
}

}  // namespace sidetone::office
