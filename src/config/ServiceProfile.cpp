// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/ServiceProfile.h"

#include "config/xmlFields.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

struct ServiceKind {
    const char* section;
    std::vector<ServiceServer> ServiceProfile::*servers;
    std::uint16_t port;
    const char* protocol;
};

constexpr const char* imAndPresenceSection = "IMandPresence";

const ServiceKind kinds[] = {
    {"Voicemail", &ServiceProfile::voicemail, 443, "HTTPS"},
    {"MailStore", &ServiceProfile::mailStore, 7993, "TLS"},
    {"Conferencing", &ServiceProfile::conferencing, 443, "HTTPS"},
    {"Directory", &ServiceProfile::directory, 389, "TCP"},
    {imAndPresenceSection, &ServiceProfile::imAndPresence, 8443, ""},
    {"CTI", &ServiceProfile::cti, 2748, "TCP"},
    {"VideoConferenceSchedulingPortal", &ServiceProfile::schedulingPortal, 80, "HTTP"},
};

/// What a section's empty port means depends on its protocol.
std::uint16_t usualPort(const ServiceKind& kind, const std::string& protocol) {
    const std::string_view section = kind.section;
    if (section == "Directory" && protocol == "TLS") return 636;
    if (section == "MailStore" && protocol == "TCP") return 143;
    if (protocol == "HTTP") return 80;
    if (protocol == "HTTPS") return 443;
    return kind.port;
}

std::string upperAscii(std::string text) {
    for (auto& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

std::string productTypeOf(const core::XmlElement& element) {
    const auto* type = findAnywhere(element, "ProductType");
    if (type == nullptr) type = findAnywhere(element, "productType");
    return type != nullptr ? textOf(*type) : std::string();
}

std::vector<ServiceServer> serversOf(const core::XmlElement& section, const ServiceKind& kind) {
    std::vector<ServiceServer> servers;
    for (const auto* tier : {"Primary", "Backup1", "Backup2"}) {
        const auto* element = section.child(tier);
        if (element == nullptr) continue;
        ServiceServer server;
        server.address = element->childText("Address");
        if (server.address.empty()) continue;
        server.protocol = upperAscii(element->childText("Protocol"));
        if (server.protocol.empty()) server.protocol = kind.protocol;
        server.port = portOf(*element, "Port", usualPort(kind, server.protocol));
        server.productType = productTypeOf(*element);
        servers.push_back(std::move(server));
    }
    return servers;
}

DirectorySettings directorySettingsOf(const core::XmlElement& section) {
    DirectorySettings settings;
    settings.useUds = booleanOf(section, "UseUDS", false);
    settings.useUserCredential = booleanOf(section, "UseUserCredential", false);
    settings.distinguishedName = section.childText("DN");
    settings.password = core::Secret(section.childText("Password"));
    for (const auto* context : {"SearchContext1", "SearchContext2", "SearchContext3"}) {
        auto name = section.childText(context);
        if (!name.empty()) settings.searchContexts.push_back(std::move(name));
    }
    settings.recursive = booleanOf(section, "RecursiveSearch1", true);
    settings.timeoutSeconds = numberOf(section, "SearchTimeout", 5, 1, 120);
    settings.baseFilter = section.childText("BaseFilter");
    settings.predictiveSearchFilter = section.childText("PredictiveSearchFilter");
    return settings;
}

bool isCloudAddress(std::string_view address) {
    const auto lower = core::lowerAscii(address);
    return lower.ends_with("webexconnect.com") || lower.find("/cas/") != std::string::npos;
}

/// The product type decides; where a server leaves it out, the address does.
void decideAuthenticator(ServiceProfile& profile, const core::XmlElement* section) {
    const auto type = section != nullptr ? productTypeOf(*section) : std::string();
    const auto lowerType = core::lowerAscii(type);
    const auto& servers = profile.imAndPresence;
    if (lowerType.find("webex") != std::string::npos) {
        profile.authenticator = ProfileAuthenticator::Webex;
        profile.authenticatorReason = "product type \"" + core::printable(type, 60) + "\"";
    } else if (lowerType.find("unified cm") != std::string::npos && !servers.empty()) {
        profile.authenticator = ProfileAuthenticator::ImAndPresence;
        profile.authenticatorReason = "product type \"" + core::printable(type, 60) + "\"";
    } else if (servers.empty()) {
        profile.authenticator = ProfileAuthenticator::CallManager;
        profile.authenticatorReason = "no IM and Presence server in the profile";
    } else {
        const bool cloud = isCloudAddress(servers.front().address);
        profile.authenticator =
            cloud ? ProfileAuthenticator::Webex : ProfileAuthenticator::ImAndPresence;
        profile.authenticatorReason =
            "no product type, address " + core::printable(servers.front().address, 80);
    }
}

}  // namespace

core::Result<ServiceProfile> parseServiceProfile(std::string_view document) {
    const auto root = readDocument(document, "the service profile");
    if (!root) return root.error();
    ServiceProfile profile;
    int found = 0;
    for (const auto& kind : kinds) {
        const auto* section = findAnywhere(*root, kind.section);
        if (section == nullptr) continue;
        ++found;
        profile.*kind.servers = serversOf(*section, kind);
    }
    if (found == 0) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the service profile",
                          "no section of it is known",
                          "Ask your administrator to look at the service profile.");
    }
    if (const auto* section = findAnywhere(*root, "Directory")) {
        profile.directorySettings = directorySettingsOf(*section);
    }
    if (const auto* source = findAnywhere(*root, "VoicemailServiceCredentialsSource")) {
        profile.voicemailCredentialsSource = textOf(*source);
    }
    if (const auto* provider = findAnywhere(*root, "WebConfSSOIdentityProvider")) {
        profile.conferencingIdentityProvider = textOf(*provider);
    }
    decideAuthenticator(profile, findAnywhere(*root, imAndPresenceSection));
    return profile;
}

}  // namespace sidetone::config
