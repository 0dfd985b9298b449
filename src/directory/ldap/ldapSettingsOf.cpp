// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap/ldapSettingsOf.h"

#include <algorithm>

#include "core/text.h"
#include "directory/ldap/filterText.h"

namespace sidetone::directory {
namespace {

using config::Settings;

constexpr const char* outsideServer = "OutsideDirectoryServer";

/// What somebody has set; empty where only the registry's default speaks.
std::string given(const Settings& settings, std::string_view name) {
    const auto value = settings.find(name);
    return value && value->layer != config::Layer::Default ? value->text : std::string();
}

bool isYes(const Settings& settings, std::string_view name) {
    const auto value = settings.find(name);
    return value && value->text == "true";
}

std::uint16_t portOf(const std::string& text, std::uint16_t usual) {
    const auto number = core::parseNumber(text);
    return number && *number > 0 && *number < 65536 ? static_cast<std::uint16_t>(*number) : usual;
}

bool isPlainPort(std::uint16_t port) {
    return port == 389 || port == 3268;
}

bool isTlsPort(std::uint16_t port) {
    return port == 636 || port == 3269;
}

LdapServer profileServer(const config::ServiceServer& server) {
    LdapServer made{{server.address, server.port}, LdapSecurity::StartTlsIfOffered};
    if (made.endpoint.port == 0) made.endpoint.port = 389;
    if (isTlsPort(made.endpoint.port)) made.security = LdapSecurity::Tls;
    if (server.protocol == "TLS" && !isTlsPort(made.endpoint.port)) {
        made.security =
            isPlainPort(made.endpoint.port) ? LdapSecurity::StartTls : LdapSecurity::Tls;
    }
    return made;
}

LdapServer fileServer(const Settings& settings, const std::string& host, const char* portName) {
    const auto encrypts = given(settings, "UseSSL");
    const std::uint16_t usual = encrypts == "false" ? 389 : 636;
    LdapServer made{{host, portOf(given(settings, portName), usual)}, LdapSecurity::Tls};
    const auto port = made.endpoint.port;
    if (encrypts == "false") {
        made.security = LdapSecurity::Plain;
    } else if (isPlainPort(port)) {
        made.security = encrypts.empty() ? LdapSecurity::StartTlsIfOffered : LdapSecurity::StartTls;
    } else if (encrypts.empty() && !isTlsPort(port)) {
        made.security = LdapSecurity::StartTlsIfOffered;
    }
    return made;
}

void readServers(const Settings& settings, const config::ServiceProfile& profile,
                 LdapSettings& out) {
    if (!profile.directorySettings.useUds) {
        for (const auto& server : profile.directory) out.servers.push_back(profileServer(server));
    }
    if (!out.servers.empty()) return;
    const auto first = given(settings, "PrimaryServerName");
    const auto second = given(settings, "SecondaryServerName");
    if (!first.empty()) out.servers.push_back(fileServer(settings, first, "ServerPort1"));
    if (!second.empty()) out.servers.push_back(fileServer(settings, second, "ServerPort2"));
}

LdapLogin loginOf(const Settings& settings, const config::ServiceProfile& profile,
                  const LdapPerson& person) {
    const auto& fromProfile = profile.directorySettings;
    const LdapLogin own{person.userId + "@" + person.presenceDomain, person.password, true};
    if (!fromProfile.useUds) {
        if (!fromProfile.distinguishedName.empty()) {
            return {fromProfile.distinguishedName, fromProfile.password};
        }
        if (fromProfile.useUserCredential && !person.password.isEmpty()) return own;
    }
    const auto name = given(settings, "ConnectionUsername");
    if (!name.empty()) return {name, core::Secret(given(settings, "ConnectionPassword"))};
    const bool isOpen = isYes(settings, "LdapAnonymousBinding");
    // EDI is asked as whoever is signed in, unless the organisation says otherwise (DIR-02).
    const bool isEnhanced =
        given(settings, "DirectoryServerType") == "EDI" && isYes(settings, "UseWindowsCredentials");
    const bool wantsOwn = isEnhanced || given(settings, "LDAP_UseCredentialsFrom") == "CUCM" ||
                          isYes(settings, "UseJabberCredentials");
    if (!isOpen && wantsOwn && !person.password.isEmpty()) return own;
    return {};
}

std::vector<LdapMechanism> mechanismsOf(const Settings& settings, LdapSettings& out) {
    const auto value = settings.find("LdapSupportedMechanisms");
    std::string words = core::lowerAscii(value ? value->text : std::string());
    std::replace(words.begin(), words.end(), ',', ' ');
    // What says that nobody in particular, or only somebody with a password, shall ask.
    const bool isOpen = isYes(settings, "LdapAnonymousBinding") ||
                        given(settings, "UseWindowsCredentials") == "false";
    const bool isSimple = isOpen || !isYes(settings, "UseSecureConnection");
    std::vector<LdapMechanism> ways;
    for (const auto word : core::split(words, ' ')) {
        if (word.empty()) continue;
        if (word == "gssapi") {
            if (!isSimple) ways.push_back(LdapMechanism::Gssapi);
        } else if (word == "plain") {
            ways.push_back(LdapMechanism::Plain);
        } else if (word != "external") {
            out.remarks.push_back("LdapSupportedMechanisms has an unknown way " +
                                  core::printable(word, 40));
        }
    }
    if (ways.empty()) {
        if (!isSimple) {
            out.remarks.push_back("LdapSupportedMechanisms has no way that can be used: PLAIN is");
        }
        ways.push_back(LdapMechanism::Plain);
    }
    return ways;
}

void takeFilter(std::string_view written, const char* whose, LdapSettings& out) {
    if (!out.baseFilter.empty() || core::trim(written).empty()) return;
    if (auto repaired = repairedFilter(written)) {
        out.baseFilter = *repaired;
        if (*repaired != core::trim(written)) {
            out.remarks.push_back(std::string("The ") + whose + "'s BaseFilter was read as " +
                                  *repaired);
        }
        return;
    }
    out.remarks.push_back(
        std::string("The ") + whose +
        "'s BaseFilter cannot be read and is not used: " + core::printable(written, 100));
}

void takePredictive(const std::string& written, LdapSettings& out) {
    if (!out.predictive.empty()) return;
    for (const auto word : core::split(written, ',')) {
        const auto name = core::trim(word);
        if (name.empty() || core::equalsIgnoringCase(name, "anr")) continue;
        if (isAttribute(name)) {
            out.predictive.emplace_back(name);
        } else {
            out.remarks.push_back("PredictiveSearchFilter has no attribute " +
                                  core::printable(name, 60));
        }
    }
}

void readAttributes(const Settings& settings, LdapSettings& out) {
    auto& names = out.attributes;
    const std::pair<const char*, LdapAttributes::Names*> table[] = {
        {"DisplayName", &names.displayName},
        {"CommonName", &names.commonName},
        {"Firstname", &names.firstName},
        {"Lastname", &names.lastName},
        {"Nickname", &names.nickname},
        {"EmailAddress", &names.mail},
        {"SipUri", &names.sipUri},
        {"DirectoryUri", &names.directoryUri},
        {"BusinessPhone", &names.businessPhone},
        {"MobilePhone", &names.mobilePhone},
        {"HomePhone", &names.homePhone},
        {"OtherPhone", &names.otherPhone},
        {"Title", &names.title},
        {"CompanyName", &names.company},
        {"City", &names.city},
        {"UserAccountName", &names.userName},
        {"DomainName", &names.principalName},
        {"PhotoSource", &names.photo},
    };
    for (const auto& [parameter, list] : table) {
        const auto name = given(settings, parameter);
        if (name.empty()) continue;
        if (isAttribute(name)) {
            *list = {name};
        } else {
            out.remarks.push_back(std::string(parameter) +
                                  " names no attribute: " + core::printable(name, 60));
        }
    }
}

void readSearch(const Settings& settings, const config::ServiceProfile& profile,
                LdapSettings& out) {
    const auto& fromProfile = profile.directorySettings;
    if (!fromProfile.useUds) {
        out.bases = fromProfile.searchContexts;
        out.wholeTree = fromProfile.recursive;
        if (fromProfile.timeoutSeconds > 0) out.timeoutSeconds = fromProfile.timeoutSeconds;
        takeFilter(fromProfile.baseFilter, "service profile", out);
        takePredictive(fromProfile.predictiveSearchFilter, out);
    }
    for (const char* name :
         {"SearchBase1", "SearchBase2", "SearchBase3", "SearchBase4", "SearchBase5"}) {
        const auto base = given(settings, name);
        if (!base.empty() && (fromProfile.useUds || fromProfile.searchContexts.empty())) {
            out.bases.push_back(base);
        }
    }
    takeFilter(given(settings, "BaseFilter"), "configuration file", out);
    takePredictive(given(settings, "PredictiveSearchFilter"), out);
    if (const auto seconds = core::parseNumber(given(settings, "SearchTimeout"))) {
        out.timeoutSeconds = static_cast<int>(std::clamp<std::uint64_t>(*seconds, 1, 120));
    }
    const auto resolution = given(settings, "UseANR");
    if (resolution == "true") out.ambiguous = AmbiguousNames::Always;
    if (resolution == "false") out.ambiguous = AmbiguousNames::Never;
}

}  // namespace

ContactSourceKind wantedSource(const Settings& settings, const config::ServiceProfile& profile,
                               bool isOutside) {
    if (isOutside) {
        return given(settings, outsideServer).empty() ? ContactSourceKind::Uds
                                                      : ContactSourceKind::Ldap;
    }
    const auto wanted = given(settings, "DirectoryServerType");
    if (wanted == "UDS") return ContactSourceKind::Uds;
    if (!wanted.empty()) return ContactSourceKind::Ldap;
    const bool hasServer =
        !given(settings, "PrimaryServerName").empty() || !given(settings, "LdapUserDomain").empty();
    if (hasServer) return ContactSourceKind::Ldap;
    const bool byProfile = !profile.directory.empty() && !profile.directorySettings.useUds;
    return byProfile ? ContactSourceKind::Ldap : ContactSourceKind::Uds;
}

LdapSettings ldapSettingsOf(const Settings& settings, const config::ServiceProfile& profile,
                            const config::DialRules& lookupRules, const LdapPerson& person) {
    LdapSettings out;
    readServers(settings, profile, out);
    out.login = loginOf(settings, profile, person);
    out.login.mechanisms = mechanismsOf(settings, out);
    readAttributes(settings, out);
    readSearch(settings, profile, out);
    out.numbers = {isYes(settings, "DisableSecondaryNumberLookups"),
                   isYes(settings, "UseWildcards"), given(settings, "PhoneNumberMasks"),
                   lookupRules};
    out.followsReferrals = isYes(settings, "UseLdapReferral");
    out.preventsLocking = isYes(settings, "EnableADLockPrevention");
    out.findsBySipUri = isYes(settings, "UseSipUriToResolveContacts");
    out.uriPrefix = given(settings, "UriPrefix");
    const auto domain = given(settings, "PresenceDomain");
    out.presenceDomain = core::lowerAscii(domain.empty() ? person.presenceDomain : domain);
    if (isYes(settings, "PhotoUriSubstitutionEnabled")) {
        out.photoUrl = given(settings, "PhotoUriWithToken");
        out.photoToken = given(settings, "PhotoUriSubstitutionToken");
    }
    return out;
}

void keepToOutsideServer(const Settings& settings, LdapSettings& ldap) {
    const auto written = given(settings, outsideServer);
    const auto colon = written.rfind(':');
    const bool hasPort = colon != std::string::npos && written.find(':') == colon;
    LdapServer server{{written, 636}, LdapSecurity::Tls};
    if (hasPort)
        server.endpoint = {written.substr(0, colon), portOf(written.substr(colon + 1), 636)};
    ldap.servers = {std::move(server)};
    ldap.followsReferrals = false;
}

std::vector<std::string> ldapServiceNames(const Settings& settings, const std::string& workstation,
                                          const std::string& mailDomain) {
    std::string domain = core::lowerAscii(core::trim(workstation));
    if (domain.empty()) domain = given(settings, "LdapUserDomain");
    if (domain.empty()) domain = mailDomain;
    if (domain.empty()) return {};
    const auto forest = given(settings, "LdapDNSForestDomain");
    std::vector<std::string> names;
    const auto catalogs = forest.empty() ? domain : forest;
    for (const char* name : {"_gc._msdcs._tcp.", "_gc._tcp.", "_ldap._tcp.gc._msdcs."}) {
        names.push_back(name + catalogs);
    }
    for (const char* name : {"_ldap._msdcs._tcp.", "_ldap._tcp.dc._msdcs.", "_ldap._tcp."}) {
        names.push_back(name + domain);
    }
    return names;
}

}  // namespace sidetone::directory
