// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/uds/answers.h"
#include "office/contracts/uds/documents.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office::uds {
namespace {

using core::XmlElement;

/// Release 9 wrote the profile's address as an attribute.
constexpr int firstWithProfileElements = 10;

bool isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::string percentEncoded(const std::string& text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        if (isPlain(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

void addForward(XmlElement& parent, const char* destination) {
    auto& forward = addChild(parent, XmlElement("callForwardAllDestination"));
    addText(forward, "sendToVoiceMailPilotNumber", "false");
    addText(forward, destination, "");
}

void addPrimaryExtension(XmlElement& parent, const User& user) {
    auto& extension = addChild(parent, XmlElement("primaryExtension"));
    addText(extension, "description", user.displayName);
    addText(extension, "directoryNumber", user.number);
    addForward(extension, "destination");
    addText(extension, "messageWaitingVisualAlert", "false");
    addText(extension, "voiceMailPilotNumber", "");
    addText(extension, "label", user.displayName);
    addText(extension, "logMissedCalls", "true");
}

void addLinks(XmlElement& parent, const std::string& uri) {
    for (const auto* name :
         {"devices", "credentials", "extensions", "subscribedServices", "speedDials"}) {
        addChild(parent, XmlElement(name).setAttribute("uri", uri + "/" + name));
    }
}

}  // namespace

std::string userUrl(const Desk& desk, const User& user) {
    return desk.udsUrl(desk.isHomeOf(user) ? desk.host() : Desk::homeOf(user)) + "/user/" +
           percentEncoded(user.id);
}

void addPerson(XmlElement& element, const User& user) {
    addText(element, "id", user.uuid);
    addText(element, "userName", user.id);
    addText(element, "firstName", user.givenName);
    addText(element, "lastName", user.familyName);
    addText(element, "middleName", "");
    addText(element, "nickName", "");
    addText(element, "displayName", user.displayName);
    addText(element, "phoneNumber", user.number);
    addText(element, "homeNumber", "");
    addText(element, "mobileNumber", user.mobileNumber);
    addText(element, "email", user.mail);
    addText(element, "directoryUri", user.mail);
    addText(element, "msUri", "");
    addText(element, "department", user.department);
    addText(element, "manager", "");
    addText(element, "title", user.title);
    addText(element, "pager", "");
}

XmlElement userDocument(const Desk& desk, const User& user) {
    const auto uri = userUrl(desk, user);
    auto document = root("user", uri, desk.release());
    addPerson(document, user);
    addText(document, "selfServiceId", user.number);
    addText(document, "mobileConnect", "false");
    addText(document, "remoteDestinationLimit", "4");
    addText(document, "userLocale", "English, United States")
        .setAttribute("uri", desk.udsUrl() + "/options/installedLocales")
        .setAttribute("value", "1")
        .setAttribute("appliesToAllDevices", "true");
    addText(document, "accountType", "local").setAttribute("useLdapAuth", "false");
    addText(document, "homeCluster", "true")
        .setAttribute("enableCalendarPresence", "false")
        .setAttribute("enableImAndPresence", "true");
    // A profile of release 9 names its own server, the account none (ADM-03).
    if (!desk.answerFor("profile").starts_with("host ")) {
        auto& presence = addChild(document, XmlElement("imAndPresence"));
        addText(presence, "server", desk.layout.fullName(Host::Imp1));
        if (desk.layout.hasSecondMessagingServer()) {
            addText(presence, "server", desk.layout.fullName(Host::Imp2));
        }
    }
    addPrimaryExtension(document, user);
    addForward(document, "destination");
    document.children.back().setAttribute("appliesToAllExtensions", "true");
    addText(document, "enableDoNotDisturb", "false").setAttribute("appliesToAllDevices", "true");
    addLinks(document, uri);
    if (desk.answerFor("uds") == "no-profile") return document;
    auto& profile = addChild(document, XmlElement("serviceProfile"));
    if (desk.majorRelease() < firstWithProfileElements) {
        profile.setAttribute("uri", desk.fileUrl("SPDefault.cnf.xml"));
        return document;
    }
    for (const Host node : desk.nodes()) {
        addText(profile, "uri", desk.fileUrl(node, "SPDefault.cnf.xml"));
    }
    return document;
}

}  // namespace sidetone::office::uds
