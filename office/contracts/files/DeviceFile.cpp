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

/// Seconds: how often a better call server is asked whether it is back, and for how long it must
/// be so.
struct KeepAlive {
    std::string interval = "120";
    std::string monitor = "120";
};

KeepAlive keepAliveOf(const Desk& desk) {
    const auto told = desk.answerFor("keep-alive");
    const auto words = core::split(told, ' ');
    if (words.size() != 2) return {};
    return {std::string(words[0]), std::string(words[1])};
}

/// Where phones go while no call manager answers: by address, as call managers write it.
XmlElement survivableSite(const Layout& layout) {
    const bool isThere = layout.with("survivable-site");
    XmlElement info("srstInfo");
    addText(info, "name", isThere ? "Site" : "Disable");
    addText(info, "srstOption", isThere ? "Enable" : "Disable");
    addText(info, "userModifiable", "false");
    for (const std::string number : {"1", "2", "3"}) {
        const bool isNamed = isThere && number == "1";
        addText(info, "ipAddr" + number, "");
        addText(info, "port" + number, "2000");
        addText(info, "sipIpAddr" + number, isNamed ? layout.address(Host::Cucm3) : "");
        addText(info, "sipPort" + number, std::to_string(layout.ports.sip));
    }
    addText(info, "isSecure", "false");
    return info;
}

/// A small office's router (CME) as the call server: it names itself by its address, and says
/// nothing beyond the line.
std::string registrarFile(const Layout& layout, const User& user) {
    XmlElement device("device");
    auto& pool = addChild(device, XmlElement("devicePool"));
    auto& group = addChild(pool, XmlElement("callManagerGroup"));
    auto& member = addChild(addChild(group, XmlElement("members")), XmlElement("member"));
    member.setAttribute("priority", "0");
    auto& manager = addChild(member, XmlElement("callManager"));
    addNumber(addChild(manager, XmlElement("ports")), "sipPort", layout.ports.sip);
    addText(manager, "processNodeName", layout.address(Host::Cucm3));
    auto& lines = addChild(addChild(device, XmlElement("sipProfile")), XmlElement("sipLines"));
    auto& line = addChild(lines, XmlElement("line"));
    line.setAttribute("button", "1");
    addNumber(line, "featureID", 9);
    addText(line, "name", user.number);
    addText(line, "displayName", user.displayName);
    addText(line, "authName", user.id);
    return documentOf(device);
}

XmlElement devicePool(const Desk& desk, Host node) {
    const Layout& layout = desk.layout;
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
    addChild(pool, survivableSite(layout));
    addText(pool, "connectionMonitorDuration", keepAliveOf(desk).monitor);
    return pool;
}

XmlElement sipStack(const Desk& desk) {
    XmlElement stack("sipStack");
    addAll(stack, {{"timerInviteExpires", "180"},
                   {"timerRegisterExpires", "3600"},
                   {"timerRegisterDelta", "5"},
                   {"timerSubscribeExpires", "120"},
                   {"timerSubscribeDelta", "5"},
                   {"timerT1", "500"},
                   {"timerT2", "4000"},
                   {"maxRedirects", "70"},
                   {"remotePartyID", "true"}});
    addText(stack, "timerKeepAliveExpires", keepAliveOf(desk).interval);
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

XmlElement sipProfile(const Desk& desk, const User& user, const Marking& marking) {
    const Layout& layout = desk.layout;
    XmlElement profile("sipProfile");
    addChild(profile, sipStack(desk));
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
    if (desk.answerFor("device-file") == "registrar" && layout.with("survivable-site")) {
        return registrarFile(layout, user);
    }
    const auto marking = markingOf(desk);
    XmlElement device("device");
    // The prefix is declared nowhere, as call managers write it.
    device.setAttribute("xsi:type", "axl:XIPPhone");
    device.setAttribute("uuid", "{" + uds::deviceKey(user) + "}");
    addText(device, "fullConfig", "true");
    addText(device, "deviceProtocol", "SIP");
    addChild(device, devicePool(desk, Desk::homeOf(user)));
    addChild(device, sipProfile(desk, user, marking));
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
