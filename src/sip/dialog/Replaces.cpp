// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/dialog/Replaces.h"

#include <algorithm>

#include "core/text.h"
#include "sip/message/Parameters.h"

namespace sidetone::sip {
namespace {

core::Error bad(std::string why) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading Replaces", std::move(why));
}

std::ptrdiff_t occurrences(const Parameters& parameters, std::string_view name) {
    return std::count_if(parameters.all().begin(), parameters.all().end(),
                         [name](const Parameters::Parameter& parameter) {
                             return core::equalsIgnoringCase(parameter.name, name);
                         });
}

}  // namespace

core::Result<Replaces> Replaces::parse(std::string_view text) {
    const auto semicolon = text.find(';');
    Replaces replaces;
    replaces.callId = std::string(core::trim(text.substr(0, semicolon)));
    if (replaces.callId.empty()) return bad("Bad Replaces");
    const auto parameters =
        Parameters::parse(semicolon == std::string_view::npos ? "" : text.substr(semicolon + 1));
    if (!parameters) return bad("Bad Replaces");
    // RFC 3891 3: one of each, else 400.
    if (occurrences(*parameters, "to-tag") != 1 || occurrences(*parameters, "from-tag") != 1) {
        return bad("Replaces needs one to-tag and one from-tag");
    }
    replaces.toTag = parameters->value("to-tag");
    replaces.fromTag = parameters->value("from-tag");
    replaces.earlyOnly = parameters->has("early-only");
    return replaces;
}

Replaces Replaces::atOtherEndOf(const DialogId& dialog) {
    return {dialog.callId, dialog.remoteTag, dialog.localTag, false};
}

std::string Replaces::text() const {
    return callId + ";to-tag=" + toTag + ";from-tag=" + fromTag + (earlyOnly ? ";early-only" : "");
}

}  // namespace sidetone::sip
