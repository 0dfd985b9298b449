// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/files/documents.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office::files {
namespace {

using core::XmlElement;

struct Server {
    std::string address;
    std::string port;
    std::string protocol;
    std::string productType;
};

/// All three tiers and all their fields exist, whether something is configured or not.
XmlElement service(const char* name, const Server& primary, const Server& backup = {}) {
    XmlElement section(name);
    const Server none;
    for (const std::string_view tier : {"Primary", "Backup1", "Backup2"}) {
        const auto& server = tier == "Primary" ? primary : tier == "Backup1" ? backup : none;
        auto& element = addChild(section, XmlElement(std::string(tier)));
        if (!server.productType.empty()) addText(element, "ProductType", server.productType);
        addText(element, "Address", server.address);
        addText(element, "Port", server.port);
        addText(element, "Protocol", server.protocol);
    }
    return section;
}

XmlElement directory(const Layout& layout) {
    const bool byLdap = layout.with("ldap");
    const std::string port = std::to_string(layout.ports.ldap);
    auto section =
        service("Directory", {layout.fullName(Host::Ldap1), port, "TCP", ""},
                byLdap ? Server{layout.fullName(Host::Ldap2), port, "TCP", ""} : Server());
    addText(section, "UseUDS", byLdap ? "false" : "true");
    addText(section, "UseUserCredential", byLdap ? "false" : "true");
    addText(section, "DN", byLdap ? layout.directoryReader() : "");
    addText(section, "Password", byLdap ? layout.directoryReaderPassword() : "");
    addText(section, "SearchContext1", "ou=people," + layout.directoryBase());
    addText(section, "SearchContext2", "");
    addText(section, "SearchContext3", "");
    addText(section, "RecursiveSearch1", "true");
    addText(section, "SearchTimeout", "5");
    addText(section, "BaseFilter", "(objectClass=inetOrgPerson)");
    addText(section, "PredictiveSearchFilter", "");
    return section;
}

Server messaging(const Desk& desk) {
    const std::string word = desk.answerFor("profile");
    const Layout& layout = desk.layout;
    if (word == "phone") return {};
    if (word.starts_with("host ")) {
        return {word.substr(5), "", "", "Unified CM (IM and Presence)"};
    }
    if (word == "cloud") {
        return {"https://" + layout.fullName(Host::CloudLogin) + ":" +
                    std::to_string(layout.ports.uds) + "/cas/auth.do",
                "", "", "WebEx (IM and Presence)"};
    }
    return {layout.fullName(Host::Imp1), "", "", "Unified CM (IM and Presence)"};
}

Server voicemailServer(const Layout& layout) {
    if (!layout.with("voicemail")) return {};
    return {layout.fullName(Host::Voicemail), std::to_string(layout.ports.uds), "HTTPS", ""};
}

}  // namespace

std::string serviceProfile(const Desk& desk) {
    const Layout& layout = desk.layout;
    XmlElement profile("serviceProfile");
    auto& voicemail = addChild(profile, service("Voicemail", voicemailServer(layout)));
    addText(voicemail, "VoicemailServiceCredentialsSource", "0");
    addChild(profile, service("MailStore", {}));
    auto& conferencing = addChild(profile, service("Conferencing", {}));
    addText(conferencing, "WebConfSSOIdentityProvider", "");
    addChild(profile, directory(layout));
    addChild(profile, service("IMandPresence", messaging(desk)));
    addChild(profile, service("CTI", {}));
    addChild(profile, service("VideoConferenceSchedulingPortal", {}));
    return documentOf(profile);
}

std::string jabberConfig(const Layout& layout) {
    XmlElement config("config");
    config.setAttribute("version", "1.0");
    if (layout.with("report-server")) {
        auto& client = addChild(config, XmlElement("Client"));
        addText(client, "PrtLogServerUrl",
                "https://" + layout.fullName(Host::ReportServer) + ":" +
                    std::to_string(layout.ports.uds) + "/UploadPrt.php");
    }
    auto& directory = addChild(config, XmlElement("Directory"));
    addText(directory, "DirectoryServerType", layout.with("ldap") ? "LDAP" : "UDS");
    addText(directory, "PresenceDomain", layout.domain);
    auto& options = addChild(config, XmlElement("Options"));
    addText(options, "Set_Status_Inactive_Timeout", "15");
    addText(options, "StartCallWithVideo", "false");
    if (layout.with("mail")) {
        addText(options, "EnableSaveChatHistoryToExchange", "true");
        addText(options, "SaveChatHistoryToExchangeOperationMode", "EnabledByDefault");
        addText(options, "InternalExchangeServer",
                layout.fullName(Host::Mail) + ":" + std::to_string(layout.ports.uds));
    }
    auto& policies = addChild(config, XmlElement("Policies"));
    addText(policies, "EnableSIPURIDialling", "true");
    auto& presence = addChild(config, XmlElement("Presence"));
    addText(presence, "LoginResource", "multiResource");
    return documentOf(config);
}

std::string dialRules() {
    XmlElement rules("DialRules");
    auto& rule = addChild(rules, XmlElement("DialRule"));
    rule.setAttribute("BeginsWith", "");
    rule.setAttribute("NumDigits", "0");
    rule.setAttribute("DigitsToRemove", "0");
    rule.setAttribute("PrefixWith", "");
    return documentOf(rules);
}

}  // namespace sidetone::office::files
