// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/parameters/tables.h"

namespace sidetone::config::parameters {
namespace {

constexpr Rows rows{Section::Voicemail};
constexpr Parameter table[] = {
    rows.text("VoicemailPrimaryServer", "", "First voicemail server"),
    rows.text("VoicemailBackup1Server", "", "Second voicemail server"),
    rows.text("VoicemailBackup2Server", "", "Third voicemail server"),
    rows.choice("VoiceMailService_UseCredentialsFrom", "", "phone",
                "Whose credentials voicemail uses"),
    rows.flag("ForwardVoicemail", "true", "Messages can be forwarded"),
};

}  // namespace

std::span<const Parameter> voicemail() {
    return table;
}

}  // namespace sidetone::config::parameters
