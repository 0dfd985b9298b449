// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/uds/UdsContract.h"

#include "core/text.h"
#include "office/contracts/TokenStore.h"
#include "office/contracts/uds/UserSearch.h"
#include "office/contracts/uds/answers.h"
#include "office/contracts/uds/documents.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office {
namespace {

using core::XmlElement;

/// Before 11.5 the version told nothing more; no release of 11 below 11.5 is emulated.
constexpr int firstWithCapabilities = 11;
/// Before, administrators install a file for the search of people.
constexpr int firstWithPeopleSearch = 10;

HttpResponse errorPage(const HttpRequest& request, int status) {
    return status == 405 ? uds::error(405, request.method + " is not supported here")
                         : uds::error(404, "There is no such resource");
}

/// The parameter of clusterUser: the login name, or something that stands for the person.
const User* userByIdentifier(const UserStore& users, const std::string& kind,
                             const std::string& value, const std::string& domain) {
    if (kind == "username") return users.find(value);
    for (const auto& user : users.users()) {
        if (core::equalsIgnoringCase(user.mail, value)) return &user;
        const bool principal = kind == "useridentifier";
        if (principal && core::equalsIgnoringCase(user.id + "@" + domain, value)) return &user;
    }
    return nullptr;
}

}  // namespace

UdsContract::UdsContract(Desk& desk) : desk_(desk), router_(errorPage) {
    addOpenRoutes();
    addOwnRoutes();
}

HttpResponse UdsContract::answer(const HttpRequest& request) const {
    const auto word = desk_.answerFor("uds");
    if (word == "503") return uds::error(503, "The service is starting");
    if (word == "portal") {
        return {200, "text/html", {}, "<html><body>Accept the terms of this network</body></html>"};
    }
    auto response = router_.answer(request);
    if (word == "clock") response.headers.emplace_back("date", "Sat, 01 Jan 2000 00:00:00 GMT");
    return response;
}

void UdsContract::addOpenRoutes() {
    const auto add = [this](const char* pattern, auto handler) {
        router_.add("GET", pattern,
                    [handler](const HttpRequest& request, const Router::Variables&) {
                        return handler(request);
                    });
    };
    add("/cucm-uds/version", [this](const HttpRequest&) { return version(); });
    add("/cucm-uds/servers", [this](const HttpRequest&) { return servers(); });
    add("/cucm-uds/clusterUser",
        [this](const HttpRequest& request) { return clusterUser(request); });
    add("/cucm-uds/users", [this](const HttpRequest& request) { return users(request); });
}

void UdsContract::addOwnRoutes() {
    addOwn("/cucm-uds/user/{user}", &UdsContract::user);
    addOwn("/cucm-uds/user/{user}/devices", &UdsContract::devices);
    addOwn("/cucm-uds/user/{user}/device/{device}", &UdsContract::device);
    addOwn("/cucm-uds/user/{user}/extensions", &UdsContract::extensions);
    addOwn("/cucm-uds/user/{user}/device/{device}/extensions", &UdsContract::extensions);
}

void UdsContract::addOwn(std::string_view pattern, Own handler) {
    router_.add("GET", pattern,
                [this, handler](const HttpRequest& request, const Router::Variables& path) {
                    const auto id = whoAsks(request);
                    // Another person's record is refused like a wrong password, so that nobody
                    // learns which names exist.
                    if (id.empty() || !core::equalsIgnoringCase(id, path.front())) {
                        return uds::unauthorised();
                    }
                    const auto* user = desk_.findAtHome(id);
                    if (user == nullptr) return uds::unauthorised();
                    return (this->*handler)(*user, path);
                });
}

std::string UdsContract::whoAsks(const HttpRequest& request) const {
    if (const auto token = bearerToken(request); !token.isEmpty()) {
        return TokenStore(desk_.layout).ownerOf(TokenKind::Access, token);
    }
    const auto credentials = basicCredentials(request);
    const bool isRight =
        credentials && desk_.passwords.isRight(credentials->user, credentials->password);
    return isRight ? credentials->user : std::string();
}

HttpResponse UdsContract::version() const {
    auto document = uds::root("versionInformation", desk_.udsUrl() + "/version", desk_.release());
    addText(document, "version", desk_.release());
    if (desk_.majorRelease() < firstWithCapabilities) return uds::answer(document);
    auto& capabilities = addChild(document, XmlElement("capabilities"));
    addText(capabilities, "usersResourceAuthEnabled", "false");
    return uds::answer(document);
}

HttpResponse UdsContract::servers() const {
    auto document = uds::root("servers", desk_.udsUrl() + "/servers", desk_.release());
    for (const Host node : desk_.nodes()) {
        addText(document, "server", desk_.layout.fullName(node));
    }
    return uds::answer(document);
}

HttpResponse UdsContract::clusterUser(const HttpRequest& request) const {
    std::string kind;
    std::string value;
    int given = 0;
    for (const auto* name : {"username", "email", "useridentifier"}) {
        const auto parameter = request.parameter(name);
        if (!parameter) continue;
        ++given;
        kind = name;
        value = *parameter;
    }
    if (given != 1 || value.empty()) {
        return uds::error(400, "One of username, email and useridentifier is wanted");
    }
    const auto* user = userByIdentifier(desk_.users, kind, value, desk_.layout.domain);
    auto document = uds::root("clusterUser", desk_.udsUrl() + "/clusterUser?" + kind + "=" + value,
                              desk_.release());
    auto& result = addChild(document, XmlElement("result"));
    result.setAttribute("found", word(user != nullptr));
    if (user == nullptr) return uds::answer(document);
    result.setAttribute("uri", uds::userUrl(desk_, *user));
    result.setAttribute("version", desk_.release());
    // Any node of any cluster answers for the people of all (ILS).
    const Host home = Desk::homeOf(*user);
    addText(document, "homeCluster", desk_.layout.fullName(home))
        .setAttribute("serversUri", desk_.udsUrl(home) + "/servers");
    auto& details = addChild(document, XmlElement("homeClusterDetails"));
    addText(details, "selfProvisioningSecureMode", "true");
    addText(details, "adminProvisionMode", "false");
    return uds::answer(document);
}

HttpResponse UdsContract::users(const HttpRequest& request) const {
    if (desk_.majorRelease() < firstWithPeopleSearch && desk_.answerFor("cop") == "none") {
        return uds::error(404, "There is no such resource", desk_.release());
    }
    const auto search = uds::UserSearch::parse(request);
    if (!search) return uds::error(400, search.error().answer);
    auto document = uds::root("users", desk_.udsUrl() + "/users", desk_.release());
    std::size_t total = 0;
    std::size_t returned = 0;
    // Everybody of the organisation is in every cluster's directory, wherever their home is.
    for (const auto& user : desk_.users.users()) {
        if (!search->fits(user)) continue;
        const auto position = total++;
        if (position < search->start() || returned >= search->most()) continue;
        ++returned;
        auto& element = addChild(document, XmlElement("user"));
        element.setAttribute("uri", uds::userUrl(desk_, user));
        uds::addPerson(element, user);
    }
    document.setAttribute("start", std::to_string(search->start()));
    document.setAttribute("requestedCount", std::to_string(search->most()));
    document.setAttribute("returnedCount", std::to_string(returned));
    document.setAttribute("totalCount", std::to_string(total));
    return uds::answer(document);
}

HttpResponse UdsContract::user(const User& user, const Router::Variables&) const {
    return uds::answer(uds::userDocument(desk_, user));
}

HttpResponse UdsContract::devices(const User& user, const Router::Variables&) const {
    return uds::answer(uds::devicesDocument(desk_, user));
}

HttpResponse UdsContract::device(const User& user, const Router::Variables& path) const {
    if (user.deviceName.empty() || path[1] != uds::deviceKey(user)) {
        return uds::error(404, "There is no such device");
    }
    return uds::answer(uds::deviceDocument(desk_, user));
}

HttpResponse UdsContract::extensions(const User& user, const Router::Variables& path) const {
    auto uri = uds::userUrl(desk_, user);
    if (path.size() > 1) {
        if (path[1] != uds::deviceKey(user)) return uds::error(404, "There is no such device");
        uri += "/device/" + path[1];
    }
    return uds::answer(uds::extensionsDocument(desk_, user, uri + "/extensions"));
}

}  // namespace sidetone::office
