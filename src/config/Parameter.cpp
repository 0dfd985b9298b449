// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/Parameter.h"

namespace sidetone::config {

std::string_view name(Section section) {
    switch (section) {
        case Section::Client:
            return "Client";
        case Section::Directory:
            return "Directory";
        case Section::Options:
            return "Options";
        case Section::Phone:
            return "Phone";
        case Section::Policies:
            return "Policies";
        case Section::Presence:
            return "Presence";
        case Section::Voicemail:
            return "Voicemail";
        case Section::SignIn:
            return "SignIn";
    }
    return {};
}

}  // namespace sidetone::config
