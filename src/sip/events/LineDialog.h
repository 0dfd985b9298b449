// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/XmlElement.h"
#include "sip/dialog/Dialog.h"

namespace sidetone::sip {

/// One call of a line, as a dialog-info document tells it (RFC 4235 4.1): seen from the device of
/// the line that has it.
struct LineDialog {
    enum class Rendering {
        Unknown,  ///< nothing was said of it
        On,
        Held,  ///< "+sip.rendering" is "no": the device has put it on hold
    };
    std::string id;  ///< within its document
    DialogId dialog;
    std::string remoteUri;   ///< the other side's address; may be empty
    std::string remoteName;  ///< may be empty
    bool isConfirmed = false;
    bool isInitiator = false;  ///< the line called
    Rendering rendering = Rendering::Unknown;

    friend bool operator==(const LineDialog&, const LineDialog&) = default;
};

/// Reads a <dialog> that has not ended.
[[nodiscard]] LineDialog readLineDialog(const core::XmlElement& element);

/// The full document that tells of a line's dialogs. `entity`: the line's own address.
[[nodiscard]] std::string dialogInfoDocument(const std::string& entity, unsigned version,
                                             const std::vector<LineDialog>& dialogs);

}  // namespace sidetone::sip
