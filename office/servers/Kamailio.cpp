// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Kamailio.h"

#include <array>

#include "core/text.h"
#include "office/servers/kamailioRpc.h"
#include "office/servers/sipProbe.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

namespace {

/// The tables that Kamailio's presence modules want to see, empty at every start: what `pua`
/// writes at the end it cannot read again at the next start (5.6).
constexpr std::array<std::string_view, 5> stateTables{"presentity", "active_watchers", "watchers",
                                                      "xcap", "pua"};
/// Ours: user to digest, number to user, forwarding, routes to services.
constexpr std::array<std::string_view, 4> ownTables{"ha1", "dn", "fwd", "route"};

/// db_text separates columns by colons.
std::string escaped(std::string_view value) {
    std::string text;
    for (const char letter : value) {
        if (letter == ':' || letter == '\\') text += '\\';
        text += letter;
    }
    return text;
}

std::string firstLine(const std::string& text) {
    return text.substr(0, text.find('\n') + 1);
}

/// The second cluster's phones register here as well.
std::string moreListeners(const Layout& layout) {
    if (!layout.with("second-cluster")) return {};
    const std::string address = layout.address(Host::CucmB1) + ":";
    const std::string plain = address + std::to_string(layout.ports.sip) + "\n";
    return "listen=udp:" + plain + "listen=tcp:" + plain + "listen=tls:" + address +
           std::to_string(layout.ports.sipTls);
}

std::string definesOf(const Layout& layout) {
    std::string defines;
    if (layout.with("sso")) defines += "#!define WITH_SSO\n";
    if (layout.with("lamps")) defines += "#!define WITH_LAMPS\n";
    return defines;
}

/// Phones in secure mode show the certificate that was issued to them, and it must be theirs. An
/// edge speaks for those outside, whose passwords are still asked for.
std::string deviceCheck(const Layout& layout) {
    if (!layout.with("enrolment")) return {};
    return "if (proto == TLS && $si != \"" + layout.address(Host::Edge1) +
           R"(" && ($tls_peer_verified != 1 ||
            $tls_peer_subject_cn != "CSF" + $(var(person){s.toupper}))) {
        append_to_reply("Warning: 399 cucm1 \"TLS authentication failure\"\r\n");
        sl_send_reply("403", "Forbidden");
        exit;
    })";
}

}  // namespace

std::string_view Kamailio::name() const {
    switch (node_) {
        case Node::First:
            return "kamailio";
        case Node::Second:
            return "kamailio2";
        case Node::Survivable:
            break;
    }
    return "srst";
}

Host Kamailio::host() const {
    switch (node_) {
        case Node::First:
            return Host::Cucm1;
        case Node::Second:
            return Host::Cucm2;
        case Node::Survivable:
            break;
    }
    return Host::Cucm3;
}

std::string Kamailio::file(std::string_view what) const {
    return folder() + "/" + std::string(what);
}

std::string Kamailio::where() const {
    return layout().address(host()) + ":" + std::to_string(layout().ports.sipTls);
}

core::Status Kamailio::prepare() {
    if (auto status = makeFolder(file("tables")); !status) return status;
    auto configuration = Template::builtIn("kamailio.cfg");
    configuration.set("FOLDER", folder())
        .set("DEFINES", node_ == Node::Survivable ? "#!define REDUCED" : definesOf(layout()))
        .set("DOMAIN", layout().domain)
        .set("CUCM1", layout().fullName(Host::Cucm1))
        .set("CUCM2", layout().fullName(Host::Cucm2))
        .set("CUCM_B1", layout().fullName(Host::CucmB1))
        .set("DEVICE_CHECK", deviceCheck(layout()))
        .set("MORE_LISTENERS", node_ == Node::First ? moreListeners(layout()) : "")
        .set("ADDRESS", layout().address(host()))
        .set("EDGE", layout().address(Host::Edge1))
        .set("SIP", layout().ports.sip)
        .set("SIPS", layout().ports.sipTls);
    if (auto status = writeFile(file("kamailio.cfg"), configuration.text()); !status) {
        return status;
    }
    auto tls = Template::builtIn("kamailio-tls.cfg");
    tls.set("CERTIFICATE", layout().certificate(name()))
        .set("KEY", layout().privateKey(name()))
        .set("VERIFY", layout().with("enrolment") ? "yes" : "no")
        .set("CLIENT_AUTHORITIES", layout().with("enrolment") ? layout().path("ca/devices.crt")
                                                              : layout().rootCertificate())
        .set("ROOT", layout().rootCertificate());
    if (auto status = writeFile(file("tls.cfg"), tls.text()); !status) return status;
    if (auto status = writeTables(); !status) return status;
    return writeStateTables();
}

core::Status Kamailio::writeTables() const {
    Rows digests;
    Rows numbers;
    for (const User& user : users().users()) {
        if (!user.canSignIn()) continue;
        digests.emplace_back(user.id, user.credentials.digest);
        if (!user.number.empty()) numbers.emplace_back(user.number, user.id);
    }
    if (auto status = writeTable("ha1", digests); !status) return status;
    if (auto status = writeTable("dn", numbers); !status) return status;
    if (auto status = writeTable("fwd", {}); !status) return status;
    return writeTable("route", {});
}

core::Status Kamailio::writeTable(std::string_view table, const Rows& rows) const {
    std::string text =
        "id(int,auto) key_name(string) key_type(int) value_type(int) key_value(string) "
        "expires(int)\n";
    int id = 1;
    for (const auto& [key, value] : rows) {
        text += std::to_string(id++) + ":" + escaped(key) + ":0:0:" + escaped(value) + ":0\n";
    }
    return writeFile(file("tables/" + std::string(table)), text);
}

core::Status Kamailio::writeStateTables() const {
    const std::string source = programs().path("/usr/share/kamailio/dbtext/kamailio/");
    auto versions = readFile(source + "version");
    if (!versions) return versions.error();
    std::string text = "table_name(string) table_version(int)\n";
    for (const std::string_view line : core::split(*versions, '\n')) {
        const auto parts = core::split(line, ':');
        if (parts.size() == 3) text += std::string(parts[1]) + ":" + std::string(parts[2]) + "\n";
    }
    for (const std::string_view table : ownTables) text += std::string(table) + ":2\n";
    if (auto status = writeFile(file("tables/version"), text); !status) return status;
    for (const std::string_view table : stateTables) {
        auto shipped = readFile(source + std::string(table));
        if (!shipped) return shipped.error();
        const std::string to = file("tables/" + std::string(table));
        if (auto status = writeFile(to, firstLine(*shipped)); !status) return status;
    }
    return {};
}

Command Kamailio::command() const {
    return {{programs().path("/usr/sbin/kamailio"), "-DD", "-E", "-f", file("kamailio.cfg"), "-L",
             programs().path(Programs::libraryFolder() + "/kamailio/modules"), "-Y", folder(), "-m",
             "24", "-M", "4"},
            programs().environment()};
}

bool Kamailio::probe() const {
    const std::string address = layout().address(host());
    // TLS listens a moment later than UDP.
    return answersOptionsByUdp({address, layout().ports.sip}, layout().domain) &&
           answersOptionsByTls({address, layout().ports.sipTls}, layout().domain);
}

core::Status Kamailio::usersAdded(const std::vector<User>& added) {
    const std::string at = folder();
    for (const User& user : added) {
        if (!user.canSignIn()) continue;
        core::Status status;
        if (!user.number.empty()) {
            status = callKamailio(at, "htable.sets", {"dn", user.number, user.id});
        }
        if (status) {
            status = callKamailio(at, "htable.sets", {"ha1", user.id, user.credentials.digest});
        }
        if (!status) return status;
    }
    return {};
}

core::Status Kamailio::userRemoved(const User& user) {
    if (!user.canSignIn()) return {};
    const std::string at = folder();
    auto status = callKamailio(at, "htable.delete", {"ha1", user.id});
    if (!status || user.number.empty()) return status;
    return callKamailio(at, "htable.delete", {"dn", user.number});
}

}  // namespace sidetone::office
