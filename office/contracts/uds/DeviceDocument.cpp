// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/uds/answers.h"
#include "office/contracts/uds/documents.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office::uds {
namespace {

using core::XmlElement;

/// Another key for each record of the same person: the first digit of the person's is exchanged
/// for one that says the kind.
std::string keyOf(const User& user, char kind) {
    auto key = user.uuid;
    if (!key.empty()) key.front() = kind;
    return key;
}

std::string deviceUrl(const Desk& desk, const User& user) {
    return userUrl(desk, user) + "/device/" + deviceKey(user);
}

void addDevice(XmlElement& device, const User& user) {
    addText(device, "id", deviceKey(user));
    addText(device, "name", user.deviceName);
    addText(device, "type", "Phone");
    addText(device, "description", user.displayName).setAttribute("editable", "true");
    addText(device, "model", "Cisco Unified Client Services Framework");
    addText(device, "protocol", "SIP");
}

void addDoNotDisturb(XmlElement& device) {
    auto& settings = addChild(device, XmlElement("doNotDisturbSettings"));
    addText(settings, "enable", "false");
    auto& option = addChild(settings, XmlElement("option").setAttribute("value", "0"));
    auto& supported = addChild(option, XmlElement("supportedDndOptions"));
    addText(supported, "option", "Ringer Off").setAttribute("value", "0");
    addText(supported, "option", "Call Reject").setAttribute("value", "1");
}

}  // namespace

std::string deviceKey(const User& user) {
    return keyOf(user, 'd');
}
std::string extensionKey(const User& user) {
    return keyOf(user, 'e');
}

XmlElement devicesDocument(const Desk& desk, const User& user) {
    auto document = root("devices", userUrl(desk, user) + "/devices", desk.release());
    if (user.deviceName.empty() || desk.answerFor("uds") == "no-device") return document;
    auto& device = addChild(document, XmlElement("device"));
    device.setAttribute("uri", deviceUrl(desk, user));
    addDevice(device, user);
    return document;
}

XmlElement deviceDocument(const Desk& desk, const User& user) {
    const auto uri = deviceUrl(desk, user);
    auto document = root("device", uri, desk.release());
    document.setAttribute("hasPrimaryNumber", "true");
    addDevice(document, user);
    addText(document, "requireCerLocation", "false");
    addDoNotDisturb(document);
    addChild(document, XmlElement("userGuide").setAttribute("uri", ""));
    addText(document, "phoneLocale", "English, United States")
        .setAttribute("uri", desk.udsUrl() + "/options/installedLocales")
        .setAttribute("value", "1");
    for (const auto* name : {"extensions", "subscribedServices", "speedDials"}) {
        addChild(document, XmlElement(name).setAttribute("uri", uri + "/" + name));
    }
    auto& provision = addChild(document, XmlElement("provision"));
    for (const Host node : desk.nodes()) {
        addText(provision, "uri", desk.fileUrl(node, user.deviceName + ".cnf.xml"));
    }
    return document;
}

XmlElement extensionsDocument(const Desk& desk, const User& user, const std::string& uri) {
    auto document = root("extensions", uri, desk.release());
    if (user.number.empty()) return document;
    auto& extension = addChild(document, XmlElement("extension"));
    const auto key = extensionKey(user);
    extension.setAttribute("uri", uri.substr(0, uri.size() - 1) + "/" + key);
    extension.setAttribute("isPrimary", "true");
    addText(extension, "id", key);
    addText(extension, "directoryNumber", user.number);
    addText(extension, "voiceMailPilotNumber", "");
    auto& forward = addChild(extension, XmlElement("callForwardAllDestination"));
    addText(forward, "sendToVoiceMailPilotNumber", "false");
    addText(forward, "sendToCustomDestination", "");
    addText(extension, "messageWaitingVisualAlert", "false");
    addText(extension, "label", user.displayName);
    addText(extension, "logMissedCalls", "true");
    return document;
}

}  // namespace sidetone::office::uds
