// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/edge/insideServices.h"

#include <arpa/nameser.h>
#include <resolv.h>

#include <array>

#include "core/text.h"
#include "office/dns/query.h"
#include "office/servers/probes.h"

namespace sidetone::office {
namespace {

constexpr int patience = 500;  // milliseconds
constexpr int headOfSrv = 6;   // priority, weight, port

}  // namespace

std::vector<net::SrvRecord> servicesIn(std::string_view message) {
    std::vector<net::SrvRecord> records;
    ns_msg parsed;
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    if (ns_initparse(bytes, static_cast<int>(message.size()), &parsed) != 0) return records;
    for (int i = 0; i < ns_msg_count(parsed, ns_s_an); ++i) {
        ns_rr one;
        if (ns_parserr(&parsed, ns_s_an, i, &one) != 0) break;
        if (ns_rr_type(one) != ns_t_srv || ns_rr_rdlen(one) < headOfSrv) continue;
        const unsigned char* data = ns_rr_rdata(one);
        std::array<char, NS_MAXDNAME> name{};
        const int size = ns_name_uncompress(ns_msg_base(parsed), ns_msg_end(parsed),
                                            data + headOfSrv, name.data(), name.size());
        if (size < 0 || name[0] == '.' || name[0] == '\0') continue;
        net::SrvRecord record;
        record.priority = static_cast<std::uint16_t>(ns_get16(data));
        record.weight = static_cast<std::uint16_t>(ns_get16(data + 2));
        record.port = static_cast<std::uint16_t>(ns_get16(data + 4));
        record.target = core::lowerAscii(name.data());
        records.push_back(std::move(record));
    }
    return records;
}

std::optional<std::vector<net::SrvRecord>> insideServices(const Layout& layout,
                                                          std::string_view service) {
    const net::Endpoint server{layout.address(Host::NameServer), layout.ports.dns};
    const auto name = std::string(service) + "._tcp." + layout.domain;
    const auto answer = askByUdp(server, dns::question(name, dns::Type::Service), patience);
    if (answer.empty()) return std::nullopt;
    return servicesIn(answer);
}

}  // namespace sidetone::office
