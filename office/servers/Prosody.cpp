// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Prosody.h"

#include <unistd.h>

#include <algorithm>
#include <cctype>

#include "office/servers/probes.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {

namespace {

/// How Prosody's file storage writes a name: letters and digits, all others as %xx.
std::string encoded(std::string_view name) {
    std::string text;
    for (const char letter : name) {
        const auto byte = static_cast<unsigned char>(letter);
        if (byte < 128 && std::isalnum(byte) != 0) {
            text += letter;
        } else {
            text += "%" + hexadecimal(std::string_view(&letter, 1));
        }
    }
    return text;
}

/// A name for the roster file: one line, no separator.
std::string oneLine(std::string name) {
    std::replace_if(
        name.begin(), name.end(), [](unsigned char letter) { return letter < ' '; }, ' ');
    return name;
}

std::string quotedList(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "\"" : ", \"") + word + "\"";
    return text;
}

std::vector<std::string> tokenMechanismsOf(const Layout& layout) {
    std::vector<std::string> mechanisms;
    if (layout.with("presence-login")) mechanisms.emplace_back("CISCO-VTG-TOKEN");
    if (layout.with("cloud")) mechanisms.emplace_back("WEBEX-TOKEN");
    if (layout.with("sso")) mechanisms.emplace_back("OAUTHBEARER");
    return mechanisms;
}

}  // namespace

std::string_view Prosody::name() const {
    switch (node_) {
        case Node::First:
            break;
        case Node::Standby:
            return "prosody-standby";
        case Node::Partner:
            return "prosody-partner";
    }
    return "prosody";
}

std::string Prosody::file(std::string_view what) const {
    return layout().path(std::string(name()) + "/" + std::string(what));
}

std::string Prosody::address() const {
    if (node_ == Node::Partner) return layout().address(Host::PartnerMessaging);
    return layout().address(node_ == Node::First ? Host::Imp1 : Host::Imp2);
}

std::string Prosody::domain() const {
    return node_ == Node::Partner ? layout().partnerDomain() : layout().domain;
}

/// Where it listens: extras give the one server more hosts.
std::vector<std::string> Prosody::addresses() const {
    std::vector<std::string> all{address()};
    if (node_ != Node::First) return all;
    const bool standsAlone = !layout().with("standby");
    if (layout().with("presence-login") && standsAlone) all.push_back(layout().address(Host::Imp2));
    if (layout().with("cloud")) all.push_back(layout().address(Host::CloudMessaging));
    return all;
}

std::string Prosody::where() const {
    return address() + ":" + std::to_string(layout().ports.xmpp);
}

std::string Prosody::accountFile(const User& user) const {
    return file("data/" + encoded(domain()) + "/accounts/" + encoded(user.id) + ".dat");
}

core::Status Prosody::prepare() {
    for (const std::string_view folder : {"modules", "certs"}) {
        if (auto status = makeFolder(file(folder)); !status) return status;
    }
    const std::string accounts = file("data/" + encoded(domain()) + "/accounts");
    if (auto status = makeFolder(accounts); !status) return status;
    // A pid file that was left behind makes the next start half alive.
    ::unlink(file("prosody.pid").c_str());
    if (auto status = writeConfiguration(); !status) return status;
    for (const User& user : users().users()) {
        if (!user.canSignIn()) continue;
        if (auto status = writeAccount(user); !status) return status;
    }
    return writeRoster();
}

core::Status Prosody::writeConfiguration() const {
    const Ports& ports = layout().ports;
    constexpr std::string_view alone = R"("s2s", "s2s_auth_certs", "dialback", "limits")";
    auto configuration = Template::builtIn("prosody.cfg.lua");
    configuration.set("FOLDER", layout().path(name()))
        .set("MODULES", programs().path("/usr/lib/prosody/modules"))
        .set("DOMAIN", domain())
        .set("ADDRESS", address())
        .set("ADDRESSES", quotedList(addresses()))
        .set("TOKENS", layout().path("tokens"))
        .set("MECHANISMS", quotedList(tokenMechanismsOf(layout())))
        .set("XMPP", ports.xmpp)
        .set("XMPPS", ports.xmppTls)
        .set("SERVERS", layout().with("partner") ? std::to_string(ports.xmppServers) : "")
        .set("DISABLED", layout().with("partner") ? R"("limits")" : alone)
        .set("NAMESERVER", layout().address(Host::NameServer) + "@" + std::to_string(ports.dns))
        .set("HTTP", ports.xmppHttp)
        .set("HTTPS", ports.xmppHttps)
        .set("CERTIFICATE", layout().certificate("prosody"))
        .set("KEY", layout().privateKey("prosody"))
        .set("AUTHORITY", layout().rootCertificate())
        .set("CLIENT_CERTIFICATES", layout().with("client-certificates") ? "true" : "false")
        .set("TURN_HOST", layout().fullName(Host::Edge1))
        .set("TURN_PORT", ports.turn)
        .set("TURN_SECRET", layout().turnSecret);
    if (auto status = writeFile(file("prosody.cfg.lua"), configuration.text()); !status) {
        return status;
    }
    for (const std::string module : {"mod_office_roster.lua", "mod_auth_office.lua"}) {
        auto status = writeFile(file("modules/" + module), Template::builtIn(module).text());
        if (!status) return status;
    }
    return {};
}

core::Status Prosody::writeAccount(const User& user) const {
    const Credentials& credentials = user.credentials;
    return writeFile(accountFile(user),
                     "return {\n\t[\"iteration_count\"] = " +
                         std::to_string(credentials.iterations) + ";\n\t[\"salt\"] = \"" +
                         credentials.salt + "\";\n\t[\"server_key\"] = \"" + credentials.serverKey +
                         "\";\n\t[\"stored_key\"] = \"" + credentials.storedKey + "\";\n};\n");
}

core::Status Prosody::writeRoster() const {
    if (node_ == Node::Partner) return writeFile(file("roster.tsv"), "");
    // Those who can sign in come first: they are who somebody wants to talk to.
    std::vector<const User*> order;
    for (const User& user : users().users()) order.push_back(&user);
    std::stable_partition(order.begin(), order.end(),
                          [](const User* user) { return user->canSignIn(); });
    if (order.size() > layout().contacts) order.resize(layout().contacts);
    std::string text;
    for (const User* user : order) {
        text += user->id + "@" + layout().domain + "\t" + oneLine(user->department) + "\t" +
                oneLine(user->displayName) + "\n";
    }
    return writeFile(file("roster.tsv"), text);
}

Command Prosody::command() const {
    Command command{{programs().path("/usr/bin/lua5.4"), programs().path("/usr/bin/prosody"), "-F",
                     "--config", file("prosody.cfg.lua")},
                    programs().environment()};
    if (programs().isRelocated()) {
        const std::string own = programs().path("/usr/lib/prosody");
        const std::string share = programs().path("/usr/share/lua/5.4");
        const std::string library = programs().path(Programs::libraryFolder() + "/lua/5.4");
        command.environment.push_back("LUA_PATH_5_4=" + own + "/?.lua;" + share + "/?.lua;" +
                                      share + "/?/init.lua;;");
        command.environment.push_back("LUA_CPATH_5_4=" + own + "/?.so;" + library + "/?.so;;");
    }
    return command;
}

bool Prosody::probe() const {
    const net::Endpoint server{address(), layout().ports.xmpp};
    const std::string opening =
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
        "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" +
        domain() + "'>";
    return askByTcp(server, opening, "<starttls").find("<starttls") != std::string::npos;
}

core::Status Prosody::usersAdded(const std::vector<User>& added) {
    for (const User& user : added) {
        if (!user.canSignIn()) continue;
        if (auto status = writeAccount(user); !status) return status;
    }
    return writeRoster();
}

core::Status Prosody::userRemoved(const User& user) {
    ::unlink(accountFile(user).c_str());
    return writeRoster();
}

}  // namespace sidetone::office
