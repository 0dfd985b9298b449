// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/sdp/PathAttributes.h"

namespace sidetone::sip {
namespace {

std::string valueOf(const SessionDescription& description, const MediaDescription& section,
                    std::string_view name) {
    const auto own = section.attributes.value(name);
    return std::string(own.empty() ? description.attributes.value(name) : own);
}

std::vector<std::string> copied(const std::vector<std::string_view>& values) {
    return {values.begin(), values.end()};
}

}  // namespace

PathAttributes readPath(const SessionDescription& description, const MediaDescription& section) {
    PathAttributes path;
    path.iceFragment = valueOf(description, section, "ice-ufrag");
    path.icePassword = core::Secret(valueOf(description, section, "ice-pwd"));
    path.candidates = copied(section.attributes.values("candidate"));
    path.fingerprints = copied(section.attributes.values("fingerprint"));
    if (path.fingerprints.empty()) {
        path.fingerprints = copied(description.attributes.values("fingerprint"));
    }
    path.setup = valueOf(description, section, "setup");
    path.association = valueOf(description, section, "tls-id");
    path.sharesPort = section.attributes.has("rtcp-mux");
    return path;
}

void writePath(MediaDescription& section, const PathAttributes& path) {
    auto& attributes = section.attributes;
    const auto add = [&](const char* name, const std::string& value) {
        if (!value.empty()) attributes.add(name, value);
    };
    if (path.sharesPort) attributes.add("rtcp-mux");
    add("ice-ufrag", path.iceFragment);
    add("ice-pwd", path.icePassword.reveal());
    for (const auto& candidate : path.candidates) add("candidate", candidate);
    for (const auto& fingerprint : path.fingerprints) add("fingerprint", fingerprint);
    add("setup", path.setup);
    add("tls-id", path.association);
}

bool isHandshakeProtocol(std::string_view protocol) {
    return protocol == "UDP/TLS/RTP/SAVP" || protocol == "UDP/TLS/RTP/SAVPF";
}

}  // namespace sidetone::sip
