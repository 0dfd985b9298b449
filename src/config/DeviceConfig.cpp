// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/DeviceConfig.h"

#include <algorithm>

#include "config/xmlFields.h"
#include "core/hexadecimal.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

using core::XmlElement;

/// What a profile or pool may leave out is read from an empty element.
const XmlElement& orEmpty(const XmlElement* element) {
    static const XmlElement empty;
    return element != nullptr ? *element : empty;
}

std::vector<CallManagerNode> callManagersOf(const XmlElement& root) {
    struct Member {
        std::uint64_t priority;
        CallManagerNode node;
    };
    std::vector<Member> found;
    const auto& group = orEmpty(findAnywhere(root, "callManagerGroup"));
    for (const auto& member : orEmpty(group.child("members")).children) {
        const auto* manager = member.child("callManager");
        if (member.name != "member" || manager == nullptr) continue;
        CallManagerNode node;
        node.host = manager->childText("name");
        if (node.host.empty()) node.host = manager->childText("processNodeName");
        if (node.host.empty()) continue;
        const auto& ports = orEmpty(manager->child("ports"));
        node.sipPort = portOf(ports, "sipPort", node.sipPort);
        node.securedSipPort = portOf(ports, "securedSipPort", node.securedSipPort);
        const auto priority = core::parseNumber(core::trim(member.attribute("priority")));
        found.push_back({priority.value_or(found.size()), std::move(node)});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Member& a, const Member& b) { return a.priority < b.priority; });
    std::vector<CallManagerNode> nodes;
    for (auto& member : found) nodes.push_back(std::move(member.node));
    return nodes;
}

/// Its SIP addresses: those of ipAddr1 to 3 are for phones of another protocol (SCCP).
std::vector<SurvivableSite> survivableSitesOf(const XmlElement& root) {
    const auto& reference = orEmpty(findAnywhere(root, "srstInfo"));
    std::vector<SurvivableSite> sites;
    if (core::equalsIgnoringCase(reference.childText("srstOption"), "Disable")) return sites;
    const bool isSecure = booleanOf(reference, "isSecure", false);
    for (const std::string number : {"1", "2", "3"}) {
        SurvivableSite site;
        site.host = reference.childText("sipIpAddr" + number);
        if (site.host.empty()) continue;
        const std::uint16_t usual = isSecure ? 5061 : 5060;
        site.sipPort = portOf(reference, ("sipPort" + number).c_str(), usual);
        site.isSecure = isSecure;
        sites.push_back(std::move(site));
    }
    return sites;
}

int buttonOf(const XmlElement& line, int fallback) {
    const auto button = core::parseNumber(core::trim(line.attribute("button")));
    return button && *button >= 1 && *button <= 200 ? static_cast<int>(*button) : fallback;
}

DeviceLine lineOf(const XmlElement& element, int position) {
    DeviceLine line;
    line.button = buttonOf(element, position);
    line.number = element.childText("name");
    line.label = element.childText("featureLabel");
    line.displayName = element.childText("displayName");
    line.contactUser = element.childText("contact");
    if (line.contactUser.empty()) line.contactUser = line.number;
    line.authName = element.childText("authName");
    line.authPassword = core::Secret(element.childText("authPassword"));
    line.voicemailPilot = element.childText("messagesNumber");
    line.maxCalls = numberOf(element, "maxNumCalls", line.maxCalls, 1, 200);
    line.busyTrigger = numberOf(element, "busyTrigger", line.busyTrigger, 1, 200);
    line.isShared = booleanOf(element, "sharedLine", false);
    return line;
}

constexpr int lineFeature = 9;
constexpr int speedDialFeature = 2;
constexpr int presenceSpeedDialFeature = 21;

void readButtons(const XmlElement& profile, DeviceConfig& device) {
    int position = 0;
    for (const auto& element : orEmpty(profile.child("sipLines")).children) {
        if (element.name != "line") continue;
        ++position;
        const int feature = numberOf(element, "featureID", 0, 1, 1000);
        if (feature == lineFeature) {
            auto line = lineOf(element, position);
            if (!line.number.empty()) device.lines.push_back(std::move(line));
        } else if (feature == speedDialFeature || feature == presenceSpeedDialFeature) {
            device.speedDials.push_back(
                {buttonOf(element, position), element.childText("featureLabel"),
                 element.childText("speedDialNumber"), feature == presenceSpeedDialFeature});
        }
    }
    std::stable_sort(device.lines.begin(), device.lines.end(),
                     [](const DeviceLine& a, const DeviceLine& b) { return a.button < b.button; });
    // Secondary lines use the first line's credentials where they have none of their own.
    for (auto& line : device.lines) {
        if (!line.authName.empty()) continue;
        line.authName = device.lines.front().authName;
        line.authPassword = device.lines.front().authPassword;
    }
}

DeviceTimers timersOf(const XmlElement& stack) {
    constexpr int day = 86400;
    DeviceTimers timers;
    const auto seconds = [&](const char* name, std::chrono::seconds fallback, int least) {
        return std::chrono::seconds(
            numberOf(stack, name, static_cast<int>(fallback.count()), least, day));
    };
    const auto milliseconds = [&](const char* name, std::chrono::milliseconds fallback) {
        return std::chrono::milliseconds(
            numberOf(stack, name, static_cast<int>(fallback.count()), 50, 60'000));
    };
    timers.registerExpires = seconds("timerRegisterExpires", timers.registerExpires, 10);
    timers.registerDelta = seconds("timerRegisterDelta", timers.registerDelta, 0);
    timers.keepAlive = seconds("timerKeepAliveExpires", timers.keepAlive, 1);
    timers.subscribeExpires = seconds("timerSubscribeExpires", timers.subscribeExpires, 10);
    timers.subscribeDelta = seconds("timerSubscribeDelta", timers.subscribeDelta, 0);
    timers.inviteExpires = seconds("timerInviteExpires", timers.inviteExpires, 10);
    timers.t1 = milliseconds("timerT1", timers.t1);
    timers.t2 = milliseconds("timerT2", timers.t2);
    if (timers.registerDelta >= timers.registerExpires) timers.registerDelta = {};
    if (timers.subscribeDelta >= timers.subscribeExpires) timers.subscribeDelta = {};
    return timers;
}

/// A range needs room for one call: two ports for audio, two for video.
MediaPorts mediaPortsOf(const XmlElement& profile) {
    const MediaPorts usual;
    MediaPorts ports;
    ports.first = portOf(profile, "startMediaPort", 0);
    ports.last = portOf(profile, "stopMediaPort", 0);
    const bool usable = ports.first >= 1024 && ports.last >= ports.first + 3;
    return usable ? ports : usual;
}

/// The file holds the TOS octet: 184 is 46, expedited forwarding.
int codePointOf(const XmlElement& element, const char* name, int fallback) {
    return numberOf(element, name, fallback * 4, 0, 255) / 4;
}

DeviceMarking markingOf(const XmlElement& root, const XmlElement& profile) {
    DeviceMarking marking;
    marking.audio = codePointOf(profile, "dscpForAudio", marking.audio);
    marking.video = codePointOf(profile, "dscpVideo", marking.video);
    marking.audioForVideo = codePointOf(profile, "dscpAudioForVideo", marking.audioForVideo);
    marking.signalling = codePointOf(root, "dscpForCm2Dvce", marking.signalling);
    return marking;
}

void readOwner(const XmlElement& root, DeviceConfig& device) {
    for (const auto* name : {"userId", "ownerId"}) {
        const auto* element = root.child(name);
        if (element == nullptr) continue;
        if (device.ownerId.empty()) device.ownerId = textOf(*element);
        if (device.serviceProfileFile.empty()) {
            device.serviceProfileFile = core::trim(element->attribute("serviceProfileFile"));
        }
    }
}

/// The hash is written with or without colons, in either case.
std::string hexadecimalOf(const std::string& text) {
    std::string digits;
    for (const char c : core::lowerAscii(text)) {
        if (core::hexadecimalDigit(c) >= 0) digits += c;
    }
    return digits;
}

void readEnrolment(const XmlElement& root, DeviceConfig& device) {
    device.enrolmentProof = static_cast<EnrolmentProof>(numberOf(root, "capfAuthMode", 0, 0, 4));
    device.certificateMd5 = hexadecimalOf(root.childText("certHash"));
    for (const auto& one : orEmpty(root.child("capfList")).children) {
        if (one.name != "capf") continue;
        EnrolmentServer server;
        server.host = one.childText("processNodeName");
        server.port = portOf(one, "phonePort", server.port);
        if (!server.host.empty()) device.enrolmentServers.push_back(std::move(server));
    }
}

core::Error unusable(std::string why) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading the device file", std::move(why),
                      "Ask your administrator to look at your device.");
}

DeviceConfig deviceOf(const XmlElement& root) {
    DeviceConfig device;
    const auto& profile = orEmpty(root.child("sipProfile"));
    device.callManagers = callManagersOf(root);
    device.security = static_cast<DeviceSecurity>(numberOf(root, "deviceSecurityMode", 1, 1, 3));
    device.transport =
        static_cast<DeviceTransport>(numberOf(root, "transportLayerProtocol", 1, 1, 3));
    readButtons(profile, device);
    device.survivableSites = survivableSitesOf(root);
    device.timers = timersOf(orEmpty(profile.child("sipStack")));
    device.timers.connectionMonitor = std::chrono::seconds(numberOf(
        orEmpty(findAnywhere(root, "devicePool")), "connectionMonitorDuration", 120, 1, 3600));
    device.mediaPorts = mediaPortsOf(profile);
    device.marking = markingOf(root, profile);
    device.topLevelDomain = profile.childText("organizationTopLevelDomain");
    device.phoneLabel = profile.childText("phoneLabel");
    device.dtmfPayload = numberOf(profile, "dtmfAvtPayload", 101, 96, 127);
    device.versionStamp = root.childText("versionStamp");
    device.offersG722 = numberOf(root, "advertiseG722Codec", 1, 0, 2) != 0;
    const auto& vendor = orEmpty(root.child("vendorConfig"));
    device.supportField = vendor.childText("ciscoSupportField");
    device.videoEnabled = booleanOf(vendor, "videoCapability", true);
    readOwner(root, device);
    readEnrolment(root, device);
    return device;
}

}  // namespace

core::Result<DeviceConfig> parseDeviceConfig(std::string_view document) {
    const auto root = readDocument(document, "the device file", "device");
    if (!root) return root.error();
    if (booleanOf(*root, "encrConfig", false) && root->child("sipProfile") == nullptr) {
        return unusable("it is encrypted");
    }
    auto device = deviceOf(*root);
    if (device.callManagers.empty()) return unusable("it names no call manager");
    if (device.lines.empty()) return unusable("it has no line with a number");
    return device;
}

}  // namespace sidetone::config
