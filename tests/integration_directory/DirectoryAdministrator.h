// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ldap.h>

#include <QFile>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "OfficeFixture.h"
#include "core/text.h"

namespace sidetone::test {

/// "dc=office,dc=example".
inline std::string directoryBase(const OfficeFixture& office) {
    std::string all;
    const std::string domain = office.domain();
    for (const auto part : core::split(domain, '.')) {
        all += (all.empty() ? "dc=" : ",dc=") + std::string(part);
    }
    return all;
}

/// Whoever may change what lies in one of the office's directories.
class DirectoryAdministrator {
public:
    using Values = std::vector<std::pair<std::string, std::string>>;
    /// The first directory's host is 31, its replica's 32.
    explicit DirectoryAdministrator(const OfficeFixture& office, int host = 31) {
        const auto url = "ldap://" + office.insideAddress(host) + ":10389";
        ldap_initialize(&handle_, url.c_str());
        const int version = LDAP_VERSION3;
        ldap_set_option(handle_, LDAP_OPT_PROTOCOL_VERSION, &version);
        auto password = passwordOf(office);
        berval secret{static_cast<ber_len_t>(password.size()), password.data()};
        bound_ = ldap_sasl_bind_s(handle_, ("cn=admin," + directoryBase(office)).c_str(),
                                  LDAP_SASL_SIMPLE, &secret, nullptr, nullptr, nullptr);
    }
    ~DirectoryAdministrator() { ldap_unbind_ext_s(handle_, nullptr, nullptr); }
    DirectoryAdministrator(const DirectoryAdministrator&) = delete;
    DirectoryAdministrator& operator=(const DirectoryAdministrator&) = delete;

    // Each says what went wrong; empty where nothing did.
    [[nodiscard]] std::string change(const std::string& name, const Values& values) {
        return apply(name, values, LDAP_MOD_REPLACE);
    }
    [[nodiscard]] std::string add(const std::string& name, const Values& values) {
        return apply(name, values, LDAP_MOD_ADD);
    }
    [[nodiscard]] std::string remove(const std::string& name) {
        if (bound_ != LDAP_SUCCESS) return ldap_err2string(bound_);
        return said(ldap_delete_ext_s(handle_, name.c_str(), nullptr, nullptr));
    }

private:
    static std::string passwordOf(const OfficeFixture& office) {
        QFile layout(QString::fromStdString(office.folder() + "/layout.json"));
        if (!layout.open(QIODevice::ReadOnly)) return {};
        const auto text = layout.readAll().toStdString();
        const auto start = text.find("\"directoryPassword\": \"") + 22;
        return text.substr(start, text.find('"', start) - start);
    }
    static std::string said(int result) {
        return result == LDAP_SUCCESS ? std::string() : ldap_err2string(result);
    }
    std::string apply(const std::string& name, const Values& values, int operation) {
        if (bound_ != LDAP_SUCCESS) return ldap_err2string(bound_);
        std::map<std::string, std::vector<berval>> byName;
        for (const auto& [attribute, value] : values) {
            byName[attribute].push_back(
                {static_cast<ber_len_t>(value.size()), const_cast<char*>(value.data())});
        }
        std::vector<std::vector<berval*>> lists;
        std::vector<LDAPMod> changes;
        lists.reserve(byName.size());
        changes.reserve(byName.size());
        for (auto& [attribute, all] : byName) {
            auto& list = lists.emplace_back();
            for (auto& value : all) list.push_back(&value);
            list.push_back(nullptr);
            LDAPMod change{};
            change.mod_op = operation | LDAP_MOD_BVALUES;
            change.mod_type = const_cast<char*>(attribute.c_str());
            change.mod_bvalues = list.data();
            changes.push_back(change);
        }
        std::vector<LDAPMod*> pointers;
        for (auto& change : changes) pointers.push_back(&change);
        pointers.push_back(nullptr);
        if (operation != LDAP_MOD_ADD) {
            return said(
                ldap_modify_ext_s(handle_, name.c_str(), pointers.data(), nullptr, nullptr));
        }
        const int manage = 1;
        LDAPControl manageReferrals{
            const_cast<char*>(LDAP_CONTROL_MANAGEDSAIT), {0, nullptr}, static_cast<char>(manage)};
        LDAPControl* controls[] = {&manageReferrals, nullptr};
        return said(ldap_add_ext_s(handle_, name.c_str(), pointers.data(), controls, nullptr));
    }

    LDAP* handle_ = nullptr;
    int bound_ = LDAP_CONNECT_ERROR;
};

}  // namespace sidetone::test
