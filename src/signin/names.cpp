// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/Deployment.h"
#include "signin/Trace.h"

namespace sidetone::signin {

std::string_view name(Verdict verdict) {
    switch (verdict) {
        case Verdict::Running:
            return "running";
        case Verdict::Done:
            return "done";
        case Verdict::NotThere:
            return "not-there";
        case Verdict::Failed:
            return "failed";
        case Verdict::Skipped:
            return "skipped";
    }
    return "running";
}

std::string_view name(Authenticator authenticator) {
    switch (authenticator) {
        case Authenticator::ImAndPresence:
            return "im-and-presence";
        case Authenticator::CallManager:
            return "call-manager";
        case Authenticator::Cloud:
            return "cloud";
    }
    return "call-manager";
}

std::string_view name(Way way) {
    switch (way) {
        case Way::CallManager:
            return "call-manager";
        case Way::PresenceServer:
            return "presence-server";
        case Way::Edge:
            return "edge";
        case Way::Cloud:
            return "cloud";
        case Way::PhoneMode:
            return "phone-mode";
    }
    return "call-manager";
}

std::string_view name(ChosenBy by) {
    switch (by) {
        case ChosenBy::Manual:
            return "typed";
        case ChosenBy::Policy:
            return "policy";
        case ChosenBy::CloudCache:
            return "cloud-cache";
        case ChosenBy::CloudLookup:
            return "cloud-look-up";
        case ChosenBy::CachedDiscovery:
            return "cached-discovery";
        case ChosenBy::Discovery:
            return "discovery";
        case ChosenBy::Installer:
            return "installer";
    }
    return "discovery";
}

std::string_view name(ProductMode mode) {
    switch (mode) {
        case ProductMode::Full:
            return "full";
        case ProductMode::ImOnly:
            return "im-only";
        case ProductMode::PhoneOnly:
            return "phone-only";
    }
    return "full";
}

std::string_view name(SipTransport transport) {
    switch (transport) {
        case SipTransport::Tcp:
            return "tcp";
        case SipTransport::Udp:
            return "udp";
        case SipTransport::Tls:
            return "tls";
    }
    return "tls";
}

}  // namespace sidetone::signin
