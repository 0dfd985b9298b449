// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/SavedChatService.h"
#include "config/keys.h"
#include "core/text.h"
#include "net/Url.h"

namespace sidetone::client {
namespace {

using Text = config::Key<std::string_view>;

constexpr config::Key<bool> mainSwitch{"EnableSaveChatHistoryToExchange"};
constexpr config::Key<bool> encryptedToo{"SaveEncryptedChatsToExchange"};
constexpr Text operationMode{"SaveChatHistoryToExchangeOperationMode"};
constexpr Text choice{"Save_Chats_To_Exchange"};
constexpr Text insideServer{"InternalExchangeServer"};
constexpr Text outsideServer{"ExternalExchangeServer"};
constexpr Text addressDomain{"EmailAsExchangeDiscoverDomain"};
constexpr Text discoveryDomain{"ExchangeAutodiscoverDomain"};
constexpr Text mailDomain{"ExchangeDomain"};
constexpr Text credentialsFrom{"Exchange_UseCredentialsFrom"};
constexpr std::string_view servicePath = "/EWS/Exchange.asmx";

/// "mail.example.com", "mail.example.com:80" and whole URLs.
std::string urlOf(std::string_view text) {
    std::string url(core::trim(text));
    if (url.empty()) return url;
    if (url.find("://") == std::string::npos) {
        url = (url.ends_with(":80") ? "http://" : "https://") + url;
    }
    const auto path = url.find('/', url.find("://") + 3);
    if (path == std::string::npos) return url + std::string(servicePath);
    return path + 1 == url.size() ? url.substr(0, path) + std::string(servicePath) : url;
}

std::string serverOf(const signin::Deployment& deployment) {
    const auto& settings = deployment.settings;
    const auto inside = urlOf(settings.get(insideServer));
    const auto outside = urlOf(settings.get(outsideServer));
    if (deployment.edge) return outside;
    return inside.empty() ? outside : inside;
}

std::vector<std::string> domainsOf(const signin::Deployment& deployment,
                                   const std::string& address) {
    const auto& settings = deployment.settings;
    std::string first(core::trim(settings.get(addressDomain)));
    if (core::equalsIgnoringCase(first, "true")) first = address.substr(address.find('@') + 1);
    if (core::equalsIgnoringCase(first, "false")) first.clear();
    std::vector<std::string> domains;
    for (const auto& domain : {first, settings.get(discoveryDomain), settings.get(mailDomain)}) {
        const std::string name(core::trim(domain));
        if (!name.empty()) domains.push_back(name);
    }
    return domains;
}

bool isInTheCloud(const std::string& url) {
    const auto parsed = net::HttpUrl::parse(url);
    if (!parsed) return false;
    const auto host = core::lowerAscii(parsed->server.host);
    return host.ends_with(".office365.com") || host.ends_with(".outlook.com");
}

}  // namespace

mail::MailAccess mailAccessOf(const signin::Deployment& deployment,
                              const std::optional<core::Secret>& password) {
    mail::MailAccess access;
    access.url = serverOf(deployment);
    access.address = deployment.jid.text();
    access.domains = domainsOf(deployment, access.address);
    const bool isPhones =
        core::equalsIgnoringCase(deployment.settings.get(credentialsFrom), "CUCM");
    if (isPhones && deployment.phonePassword) {
        access.user = deployment.phoneUser;
        access.password = deployment.phonePassword;
    } else {
        access.user = deployment.userId;
        access.password = password;
    }
    return access;
}

std::optional<mail::SavingRules> savingRulesOf(const config::Settings& settings,
                                               const signin::Deployment& deployment) {
    const auto mode = settings.get(operationMode);
    if (!settings.get(mainSwitch) || mode == "DisabledByPolicy") return std::nullopt;
    if (mode.starts_with("OnPremOnly") && isInTheCloud(serverOf(deployment))) return std::nullopt;
    mail::SavingRules rules;
    rules.takesEncrypted = settings.get(encryptedToo);
    if (settings.get(config::keys::disableHistory) &&
        deployment.mode != signin::ProductMode::ImOnly) {
        rules.forgets = true;
        rules.why = "Your organisation keeps no history of chats, so none is saved.";
        return rules;
    }
    rules.mayChoose = mode.ends_with("ByDefault");
    rules.isOn = mode != "DisabledByDefault";
    const auto wanted = settings.get(choice);
    if (rules.mayChoose && !wanted.empty()) rules.isOn = wanted == "on";
    if (!rules.isOn) rules.why = "You chose that chats are not saved to the mailbox.";
    if (!rules.isOn && wanted.empty()) rules.why = "Chats are saved only where you choose so.";
    return rules;
}

}  // namespace sidetone::client
