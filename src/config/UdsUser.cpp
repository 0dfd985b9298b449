// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/udsFields.h"
#include "config/xmlFields.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

/// Release 9 wrote the URI as an attribute, later ones as one child for each server.
std::vector<std::string> urisOf(const core::XmlElement& user, std::string_view name) {
    const auto* element = user.child(name);
    if (element == nullptr) return {};
    auto uris = childTexts(*element, "uri");
    const auto attribute = core::trim(element->attribute("uri"));
    if (uris.empty() && !attribute.empty()) uris.emplace_back(attribute);
    return uris;
}

std::string attributeOf(const core::XmlElement& user, std::string_view child,
                        std::string_view attribute) {
    const auto* element = user.child(child);
    return element != nullptr ? std::string(core::trim(element->attribute(attribute)))
                              : std::string();
}

int countOf(const core::XmlElement& element, std::string_view attribute) {
    const auto number = core::parseNumber(core::trim(element.attribute(attribute)));
    return number && *number <= 10'000'000 ? static_cast<int>(*number) : 0;
}

}  // namespace

UdsPerson personOf(const core::XmlElement& user) {
    UdsPerson person;
    person.id = user.childText("id");
    person.userName = user.childText("userName");
    person.firstName = user.childText("firstName");
    person.middleName = user.childText("middleName");
    person.lastName = user.childText("lastName");
    person.nickName = user.childText("nickName");
    person.displayName = user.childText("displayName");
    person.phoneNumber = user.childText("phoneNumber");
    person.homeNumber = user.childText("homeNumber");
    person.mobileNumber = user.childText("mobileNumber");
    person.email = user.childText("email");
    person.directoryUri = user.childText("directoryUri");
    person.msUri = user.childText("msUri");
    person.department = user.childText("department");
    person.manager = user.childText("manager");
    person.title = user.childText("title");
    person.pager = user.childText("pager");
    return person;
}

core::Result<UdsUser> parseUdsUser(std::string_view document) {
    const auto root = readDocument(document, "the user", "user");
    if (!root) return root.error();
    UdsUser user;
    user.person = personOf(*root);
    if (user.person.userName.empty()) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the user", "it has no userName");
    }
    user.isAtHome = booleanOf(*root, "homeCluster", true);
    user.hasImAndPresence =
        toBoolean(attributeOf(*root, "homeCluster", "enableImAndPresence")).value_or(false);
    user.usesLdapPassword =
        toBoolean(attributeOf(*root, "accountType", "useLdapAuth")).value_or(false);
    if (const auto* presence = root->child("imAndPresence")) {
        user.presenceServers = childTexts(*presence, "server");
    }
    user.serviceProfileUris = urisOf(*root, "serviceProfile");
    user.jabberProfileUris = urisOf(*root, "jabberProfile");
    user.devicesUri = attributeOf(*root, "devices", "uri");
    user.extensionsUri = attributeOf(*root, "extensions", "uri");
    user.locale = root->childText("userLocale");
    if (const auto* extension = root->child("primaryExtension")) {
        user.primaryExtension = extensionOf(*extension);
        user.primaryExtension.isPrimary = true;
    }
    return user;
}

core::Result<UdsUsers> parseUdsUsers(std::string_view document) {
    const auto root = readDocument(document, "the search answer", "users");
    if (!root) return root.error();
    UdsUsers page;
    page.start = countOf(*root, "start");
    page.requestedCount = countOf(*root, "requestedCount");
    page.totalCount = countOf(*root, "totalCount");
    for (const auto& child : root->children) {
        if (child.name == "user") page.people.push_back(personOf(child));
    }
    return page;
}

}  // namespace sidetone::config
