// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/servers/directoryEntries.h"

#include <algorithm>

#include "core/text.h"
#include "office/servers/portrait.h"

namespace sidetone::office {

namespace {

/// RFC 2849's SAFE-STRING, without the space at the end.
bool isPlain(std::string_view value) {
    if (value.empty()) return true;
    const char first = value.front();
    if (first == ' ' || first == ':' || first == '<' || value.back() == ' ') return false;
    return std::all_of(value.begin(), value.end(),
                       [](unsigned char letter) { return letter >= ' ' && letter < 127; });
}

std::string firstLabel(const std::string& domain) {
    return domain.substr(0, domain.find('.'));
}

}  // namespace

std::string directoryName(const Layout& layout, const User& user) {
    return "uid=" + user.id + ",ou=people," + layout.directoryBase();
}

DirectoryEntry directoryEntry(const Layout& layout, const User& user) {
    const std::string account = user.id + "@" + layout.domain;
    DirectoryEntry entry{directoryName(layout, user),
                         {{"objectClass", "inetOrgPerson"},
                          {"objectClass", "user"},
                          {"uid", user.id},
                          {"sAMAccountName", user.id},
                          {"userPrincipalName", account},
                          {"cn", user.displayName},
                          {"sn", user.familyName},
                          {"givenName", user.givenName},
                          {"displayName", user.displayName},
                          {"mail", user.mail},
                          {"telephoneNumber", user.externalNumber},
                          {"mobile", user.mobileNumber},
                          {"ipPhone", user.number},
                          {"employeeNumber", user.number},
                          {"proxyAddresses", "SMTP:" + user.mail},
                          {"proxyAddresses", "sip:" + account},
                          {"msRTCSIP-PrimaryUserAddress", "sip:" + account},
                          {"title", user.title},
                          {"department", user.department},
                          {"company", "Office"},
                          {"l", user.city},
                          {"objectCategory", "person"},
                          {"userAccountControl", "512"},
                          {"anr", user.id},
                          {"anr", user.givenName},
                          {"anr", user.familyName},
                          {"anr", user.displayName},
                          {"userPassword", user.credentials.directoryHash}}};
    // Ten thousands of invented people have it as ipPhone alone: each index takes its time to fill.
    if (user.canSignIn()) entry.attributes.emplace_back("otherTelephone", user.number);
    if (layout.with("ldap")) entry.attributes.emplace_back("thumbnailPhoto", portrait(user.id));
    std::erase_if(entry.attributes, [](const auto& attribute) { return attribute.second.empty(); });
    // slapd refuses a value that comes twice.
    auto& all = entry.attributes;
    for (auto at = all.begin(); at != all.end();) {
        const bool again = std::any_of(all.begin(), at, [&](const auto& earlier) {
            return earlier.first == at->first &&
                   core::equalsIgnoringCase(earlier.second, at->second);
        });
        at = again ? all.erase(at) : at + 1;
    }
    return entry;
}

std::vector<DirectoryEntry> directoryTree(const Layout& layout) {
    const std::string base = layout.directoryBase();
    std::vector<DirectoryEntry> tree{{base,
                                      {{"objectClass", "dcObject"},
                                       {"objectClass", "organization"},
                                       {"o", "Office"},
                                       {"dc", firstLabel(layout.domain)}}}};
    for (const std::string unit : {"people", "groups", "services"}) {
        tree.push_back(
            {"ou=" + unit + "," + base, {{"objectClass", "organizationalUnit"}, {"ou", unit}}});
    }
    tree.push_back({layout.directoryReader(),
                    {{"objectClass", "organizationalRole"},
                     {"objectClass", "simpleSecurityObject"},
                     {"cn", "reader"},
                     {"userPassword", layout.directoryReaderPassword()}}});
    return tree;
}

std::string toLdif(const DirectoryEntry& entry) {
    std::string text = "dn: " + entry.name + "\n";
    for (const auto& [name, value] : entry.attributes) {
        text += isPlain(value) ? name + ": " + value : name + ":: " + core::toBase64(value);
        text += '\n';
    }
    return text + "\n";
}

}  // namespace sidetone::office
