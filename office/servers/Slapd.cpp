// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/Slapd.h"

#include <ldap.h>
#include <unistd.h>

#include <filesystem>
#include <list>
#include <map>
#include <memory>

#include "office/servers/directoryEntries.h"
#include "office/servers/probes.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/hashing.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

std::string administrator(const Layout& layout) {
    return "cn=admin," + layout.directoryBase();
}

/// A connection of the directory's administrator.
class Connection {
public:
    Connection(const Layout& layout, Host host) {
        const std::string url =
            "ldap://" + layout.address(host) + ":" + std::to_string(layout.ports.ldap);
        LDAP* handle = nullptr;
        if (ldap_initialize(&handle, url.c_str()) != LDAP_SUCCESS) return;
        handle_.reset(handle);
        const int version = LDAP_VERSION3;
        const timeval limit{1, 0};
        ldap_set_option(handle, LDAP_OPT_PROTOCOL_VERSION, &version);
        ldap_set_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &limit);
        ldap_set_option(handle, LDAP_OPT_TIMEOUT, &limit);
        std::string password = layout.directoryPassword;
        berval credentials{static_cast<ber_len_t>(password.size()), password.data()};
        result_ = ldap_sasl_bind_s(handle, administrator(layout).c_str(), LDAP_SASL_SIMPLE,
                                   &credentials, nullptr, nullptr, nullptr);
    }

    [[nodiscard]] LDAP* handle() const { return handle_.get(); }
    [[nodiscard]] bool isOpen() const { return result_ == LDAP_SUCCESS; }
    [[nodiscard]] int result() const { return result_; }

private:
    struct Unbind {
        void operator()(LDAP* handle) const { ldap_unbind_ext_s(handle, nullptr, nullptr); }
    };
    std::unique_ptr<LDAP, Unbind> handle_;
    int result_ = LDAP_CONNECT_ERROR;
};

core::Status answered(const std::string& tried, int result) {
    if (result == LDAP_SUCCESS) return {};
    return fail(ErrorCode::Unavailable, tried, ldap_err2string(result));
}

/// Waits for whatever answer comes next.
core::Status nextAnswer(LDAP* handle) {
    LDAPMessage* message = nullptr;
    timeval limit{10, 0};
    if (ldap_result(handle, LDAP_RES_ANY, LDAP_MSG_ONE, &limit, &message) <= 0) {
        return answered("Adding people to the directory", LDAP_TIMEOUT);
    }
    int code = LDAP_SUCCESS;
    const int read =
        ldap_parse_result(handle, message, &code, nullptr, nullptr, nullptr, nullptr, 1);
    return answered("Adding people to the directory", read != LDAP_SUCCESS ? read : code);
}

/// An add request in libldap's form: keeps the arrays alive that it wants as pointers. The values
/// of one attribute must come together.
class Modifications {
public:
    explicit Modifications(const DirectoryEntry& entry) {
        for (const auto& [name, value] : entry.attributes) values_[name].push_back(value);
        for (auto& [name, values] : values_) {
            auto& pointers = pointers_.emplace_back();
            for (std::string& value : values) {
                pointers.push_back(&bytes_.emplace_back(
                    berval{static_cast<ber_len_t>(value.size()), value.data()}));
            }
            pointers.push_back(nullptr);
            auto& change = *changes_.emplace_back(std::make_unique<LDAPMod>());
            change.mod_op = LDAP_MOD_ADD | LDAP_MOD_BVALUES;
            change.mod_type = names_.emplace_back(name).data();
            change.mod_bvalues = pointers.data();
            list_.push_back(&change);
        }
        list_.push_back(nullptr);
    }
    [[nodiscard]] LDAPMod** list() { return list_.data(); }

private:
    std::map<std::string, std::vector<std::string>> values_;
    std::list<std::string> names_;
    std::list<berval> bytes_;
    std::list<std::vector<berval*>> pointers_;
    std::vector<std::unique_ptr<LDAPMod>> changes_;
    std::vector<LDAPMod*> list_;
};

}  // namespace

std::string Slapd::file(std::string_view what) const {
    return layout().path(std::string(name()) + "/" + std::string(what));
}

std::string Slapd::where() const {
    return layout().address(host()) + ":" + std::to_string(layout().ports.ldap);
}

core::Status Slapd::prepare() {
    if (auto status = makeFolder(file("data")); !status) return status;
    auto configuration = Template::builtIn("slapd.conf");
    configuration.set("SCHEMA", programs().path("/etc/ldap/schema"))
        .set("MODULES", programs().path("/usr/lib/ldap"))
        .set("FOLDER", layout().path(name()))
        .set("ROOT", layout().rootCertificate())
        .set("CERTIFICATE", layout().certificate("slapd"))
        .set("KEY", layout().privateKey("slapd"))
        .set("BASE", layout().directoryBase())
        .set("PASSWORD", layout().directoryPassword);
    if (auto status = writeFile(file("slapd.conf"), configuration.text()); !status) return status;
    const std::string schema = Template::builtIn("office-ad.schema").text();
    if (auto status = writeFile(file("office-ad.schema"), schema); !status) return status;
    std::string people;
    for (const DirectoryEntry& entry : directoryTree(layout())) people += toLdif(entry);
    for (const User& user : users().users()) people += toLdif(directoryEntry(layout(), user));
    // The database is made anew only where the people, or what is indexed, changed since it was
    // made.
    const std::string stamp =
        hexadecimal(sha256(people + Template::builtIn("slapd.conf").text() + schema));
    if (auto made = readFile(file("stamp")); made && *made == stamp) return {};
    std::error_code ignored;
    std::filesystem::remove(file("data/data.mdb"), ignored);
    std::filesystem::remove(file("stamp"), ignored);
    if (auto status = writeFile(file("people.ldif"), people); !status) return status;
    return writeFile(file("stamp.next"), stamp);
}

Command Slapd::command() const {
    const auto url = [at = layout().address(host())](const char* scheme, std::uint16_t port) {
        return scheme + at + ":" + std::to_string(port) + "/ ";
    };
    const Ports& ports = layout().ports;
    const std::string urls = url("ldap://", ports.ldap) + url("ldaps://", ports.ldapTls) +
                             url("ldap://", ports.catalog) + url("ldaps://", ports.catalogTls);
    // slapadd fills a new database; it runs in front of slapd and behind everything else, so that
    // the other servers' start does not wait for it. The replica takes a copy of what the first
    // one got: ten thousands of people are indexed once.
    const std::string fill = "nice -n 10 \"$1\" -T add -q -f slapd.conf -l people.ldif";
    const std::string own =
        layout().with("ldap") ? fill + " && cp --sparse=always data/data.mdb fresh.mdb" : fill;
    const std::string copy =
        "{ until cmp -s ../slapd/stamp stamp.next; do sleep 0.05; done; "
        "if [ -e ../slapd/fresh.mdb ]; then mv ../slapd/fresh.mdb data/data.mdb; "
        "else " +
        fill + "; fi; }";
    const std::string script =
        "if [ ! -e stamp ]; then rm -f fresh.mdb; " + (node_ == Node::First ? own : copy) +
        " && mv stamp.next stamp && rm people.ldif || exit 1; fi; "
        "exec \"$1\" -d " +
        (layout().with("ldap-log") ? "256" : "0") + " -f slapd.conf -h \"$2\"";
    return {{"/bin/sh", "-c", "cd '" + layout().path(name()) + "' && " + script, "slapd",
             programs().path("/usr/sbin/slapd"), urls},
            programs().environment()};
}

bool Slapd::probe() const {
    // An anonymous bind (RFC 4511 section 4.2) and its answer with resultCode success.
    static constexpr std::string_view bind(
        "\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\x00\x80\x00", 14);
    static constexpr std::string_view success("\x61\x07\x0a\x01\x00", 5);
    const net::Endpoint server{layout().address(host()), layout().ports.ldap};
    return askByTcp(server, bind, success).find(success) != std::string::npos;
}

core::Status Slapd::usersAdded(const std::vector<User>& added) {
    const Connection connection(layout(), host());
    if (!connection.isOpen())
        return answered("Adding people to the directory", connection.result());
    // Many are under way at once: ten thousands take seconds, not minutes.
    static constexpr std::size_t mostOpen = 200;
    std::size_t asked = 0;
    std::size_t answers = 0;
    while (answers < added.size()) {
        while (asked < added.size() && asked - answers < mostOpen) {
            const DirectoryEntry entry = directoryEntry(layout(), added[asked++]);
            Modifications modifications(entry);
            int message = 0;
            const int sent = ldap_add_ext(connection.handle(), entry.name.c_str(),
                                          modifications.list(), nullptr, nullptr, &message);
            if (sent != LDAP_SUCCESS) return answered("Adding " + entry.name, sent);
        }
        if (auto status = nextAnswer(connection.handle()); !status) return status;
        ++answers;
    }
    return {};
}

core::Status Slapd::userRemoved(const User& user) {
    const std::string tried = "Removing " + user.id + " from the directory";
    const Connection connection(layout(), host());
    if (!connection.isOpen()) return answered(tried, connection.result());
    return answered(tried,
                    ldap_delete_ext_s(connection.handle(), directoryName(layout(), user).c_str(),
                                      nullptr, nullptr));
}

}  // namespace sidetone::office
