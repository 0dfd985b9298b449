// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "core/text.h"
#include "office/contracts/files/documents.h"
#include "office/contracts/uds/documents.h"
#include "office/contracts/xmlDocument.h"
#include "office/enrolment/DeviceIssuer.h"

namespace sidetone::office::files {
namespace {

using core::XmlElement;

struct Pair {
    const char* name;
    const char* value;
};

void addAll(XmlElement& parent, std::initializer_list<Pair> pairs) {
    for (const auto& [name, value] : pairs) addText(parent, name, value);
}

void addNumber(XmlElement& parent, const char* name, int value) {
    addText(parent, name, std::to_string(value));
}

XmlElement devicePool(const Layout& layout, Host node) {
    XmlElement pool("devicePool");
    addText(pool, "name", "Default");
    auto& group = addChild(pool, XmlElement("callManagerGroup"));
    addText(group, "name", "Default");
    auto& members = addChild(group, XmlElement("members"));
    std::vector<Host> nodes{node};
    if (node == Host::Cucm1 && layout.with("second-call-server")) nodes.push_back(Host::Cucm2);
    int priority = 0;
    for (const Host each : nodes) {
        auto& member = addChild(members, XmlElement("member"));
        member.setAttribute("priority", std::to_string(priority++));
        auto& manager = addChild(member, XmlElement("callManager"));
        addText(manager, "name", layout.fullName(each));
        auto& ports = addChild(manager, XmlElement("ports"));
        addNumber(ports, "ethernetPhonePort", 2000);
        addNumber(ports, "sipPort", layout.ports.sip);
        addNumber(ports, "securedSipPort", layout.ports.sipTls);
        addText(manager, "processNodeName", layout.fullName(each));
    }
    addNumber(pool, "connectionMonitorDuration", 120);
    return pool;
}

XmlElement sipStack() {
    XmlElement stack("sipStack");
    addAll(stack, {{"timerInviteExpires", "180"},
                   {"timerRegisterExpires", "3600"},
                   {"timerRegisterDelta", "5"},
                   {"timerKeepAliveExpires", "120"},
                   {"timerSubscribeExpires", "120"},
                   {"timerSubscribeDelta", "5"},
                   {"timerT1", "500"},
                   {"timerT2", "4000"},
                   {"maxRedirects", "70"},
                   {"remotePartyID", "true"}});
    return stack;
}

XmlElement line(const Layout& layout, const User& user) {
    XmlElement element("line");
    element.setAttribute("button", "1");
    element.setAttribute("lineIndex", "1");
    addNumber(element, "featureID", 9);
    addText(element, "featureLabel", user.number);
    addText(element, "proxy", "USECALLMANAGER");
    addNumber(element, "port", layout.ports.sipTls);
    addText(element, "name", user.number);
    addText(element, "displayName", user.displayName);
    addText(element, "sharedLine", "false");
    addText(element, "messagesNumber", "");
    addText(element, "contact", user.uuid);
    addText(element, "authName", user.id);
    addText(element, "authPassword", "");
    addNumber(element, "maxNumCalls", 6);
    addNumber(element, "busyTrigger", 2);
    return element;
}

/// How packets are to be marked, as whole TOS octets.
struct Marking {
    std::string sound = "184";               ///< EF
    std::string picture = "136";             ///< AF41
    std::string soundBesidePicture = "136";  ///< both of a call in one queue
    std::string signalling = "96";           ///< CS3
};

Marking markingOf(const Desk& desk) {
    const auto told = desk.answerFor("marking");
    const auto words = core::split(told, ' ');
    if (words.size() != 4) return {};
    return {std::string(words[0]), std::string(words[1]), std::string(words[2]),
            std::string(words[3])};
}

void addMarking(XmlElement& profile, const Marking& marking) {
    for (const auto& [name, value] :
         {std::pair("dscpForAudio", marking.sound), std::pair("dscpVideo", marking.picture),
          std::pair("dscpAudioForVideo", marking.soundBesidePicture)}) {
        addText(profile, name, value).setAttribute("tcl", "0");
    }
}

XmlElement sipProfile(const Layout& layout, const User& user, const Marking& marking) {
    XmlElement profile("sipProfile");
    addChild(profile, sipStack());
    addAll(profile, {{"enableVad", "false"},
                     {"preferredCodec", "none"},
                     {"dtmfAvtPayload", "101"},
                     {"dtmfOutofBand", "avt"},
                     {"kpml", "3"}});
    addText(profile, "phoneLabel", user.displayName);
    addNumber(profile, "startMediaPort", layout.mediaPorts.first);
    addNumber(profile, "stopMediaPort", layout.mediaPorts.last);
    addText(profile, "organizationTopLevelDomain", layout.domain);
    addChild(addChild(profile, XmlElement("sipLines")), line(layout, user));
    addText(profile, "externalNumberMask", user.externalNumber);
    addNumber(profile, "voipControlPort", 5060);
    addMarking(profile, marking);
    return profile;
}

/// Changes when something in the file does: clients compare it.
std::string stampOf(const std::string& text) {
    return std::to_string(std::hash<std::string>()(text)) + "-" + std::to_string(text.size());
}

/// Which certificate the call managers expect, and where the device gets one.
void addEnrolment(XmlElement& device, const Layout& layout, const User& user) {
    const bool isOffered = layout.with("enrolment");
    const DeviceIssuer issuer(layout);
    const auto rule = issuer.ruleOf(user.id);
    addNumber(device, "capfAuthMode", static_cast<std::uint64_t>(isOffered ? rule.proof : 0));
    auto& list = addChild(device, XmlElement("capfList"));
    if (isOffered) {
        auto& entry = addChild(list, XmlElement("capf"));
        addNumber(entry, "phonePort", capfPort);
        addText(entry, "processNodeName", layout.fullName(Host::Cucm1));
    }
    addText(device, "certHash", rule.mayHaveMore ? "" : issuer.certificateHash(user.deviceName));
}

}  // namespace

std::string deviceSecurity(const Desk& desk, const User& user) {
    const auto own = desk.answerFor("device-security-" + user.id);
    if (!own.empty()) return own;
    const auto all = desk.answerFor("device-security");
    return all.empty() ? "3" : all;
}

std::string deviceFile(const Desk& desk, const User& user) {
    const Layout& layout = desk.layout;
    const auto marking = markingOf(desk);
    XmlElement device("device");
    // The prefix is declared nowhere, as call managers write it.
    device.setAttribute("xsi:type", "axl:XIPPhone");
    device.setAttribute("uuid", "{" + uds::deviceKey(user) + "}");
    addText(device, "fullConfig", "true");
    addText(device, "deviceProtocol", "SIP");
    addChild(device, devicePool(layout, Desk::homeOf(user)));
    addChild(device, sipProfile(layout, user, marking));
    auto& vendor = addChild(device, XmlElement("vendorConfig"));
    addText(vendor, "videoCapability", "1");
    addText(vendor, "ciscoSupportField", desk.answerFor("support-" + user.id));
    addText(device, "deviceSecurityMode", deviceSecurity(desk, user));
    addText(device, "dscpForCm2Dvce", marking.signalling);
    addAll(device,
           {{"transportLayerProtocol", "3"}, {"encrConfig", "false"}, {"advertiseG722Codec", "1"}});
    addEnrolment(device, layout, user);
    for (const auto* name : {"userId", "ownerId"}) {
        addText(device, name, user.id).setAttribute("serviceProfileFile", "SPDefault.cnf.xml");
    }
    addText(device, "versionStamp", stampOf(device.toXml()));
    return documentOf(device);
}

}  // namespace sidetone::office::files
