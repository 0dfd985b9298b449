// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/udsFields.h"
#include "config/xmlFields.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

UdsDevice deviceOf(const core::XmlElement& element) {
    UdsDevice device;
    device.id = element.childText("id");
    device.uri = core::trim(element.attribute("uri"));
    device.name = element.childText("name");
    device.type = element.childText("type");
    device.model = element.childText("model");
    device.description = element.childText("description");
    device.protocol = element.childText("protocol");
    // Where inside the device `provision` stands differs between releases.
    if (const auto* provision = findAnywhere(element, "provision")) {
        device.provisionUris = childTexts(*provision, "uri");
    }
    if (const auto* settings = element.child("doNotDisturbSettings")) {
        device.dndEnabled = booleanOf(*settings, "enable", false);
    }
    return device;
}

}  // namespace

core::Result<std::vector<UdsDevice>> parseUdsDevices(std::string_view document) {
    const auto root = readDocument(document, "the list of devices", "devices");
    if (!root) return root.error();
    std::vector<UdsDevice> devices;
    for (const auto& child : root->children) {
        if (child.name != "device") continue;
        auto device = deviceOf(child);
        if (!device.name.empty()) devices.push_back(std::move(device));
    }
    return devices;
}

core::Result<UdsDevice> parseUdsDevice(std::string_view document) {
    const auto root = readDocument(document, "the device", "device");
    if (!root) return root.error();
    auto device = deviceOf(*root);
    if (device.name.empty()) {
        return core::fail(core::ErrorCode::BadAnswer, "Reading the device", "it has no name");
    }
    return device;
}

UdsExtension extensionOf(const core::XmlElement& element) {
    UdsExtension extension;
    extension.id = element.childText("id");
    extension.directoryNumber = element.childText("directoryNumber");
    extension.label = element.childText("label");
    extension.description = element.childText("description");
    extension.voicemailPilot = element.childText("voiceMailPilotNumber");
    extension.hasMessagesWaiting = booleanOf(element, "messageWaitingVisualAlert", false);
    extension.isPrimary = toBoolean(element.attribute("isPrimary")).value_or(false);
    if (const auto* forward = element.child("callForwardAllDestination")) {
        extension.forwardsAllToVoicemail = booleanOf(*forward, "sendToVoiceMailPilotNumber", false);
        // The same field has another name below `user`.
        extension.forwardsAllTo = forward->childText("sendToCustomDestination");
        if (extension.forwardsAllTo.empty()) {
            extension.forwardsAllTo = forward->childText("destination");
        }
    }
    return extension;
}

core::Result<std::vector<UdsExtension>> parseUdsExtensions(std::string_view document) {
    const auto root = readDocument(document, "the list of extensions", "extensions");
    if (!root) return root.error();
    std::vector<UdsExtension> extensions;
    for (const auto& child : root->children) {
        if (child.name == "extension") extensions.push_back(extensionOf(child));
    }
    return extensions;
}

}  // namespace sidetone::config
