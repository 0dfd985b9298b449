// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "office/supervisor/Descriptor.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// The second byte of an office's addresses, claimed for as long as this object, or a process
/// forked with it, lives. Offices of one machine (network namespace) never share one.
class AddressClaim {
public:
    /// Tries the wanted number first (0: one that depends on the folder), then the others. A
    /// number is free where no office claims it and all its ports can be bound.
    [[nodiscard]] static core::Result<AddressClaim> take(Layout layout, int wanted);
    [[nodiscard]] int office() const { return office_; }

private:
    AddressClaim(int office, Descriptor claim) : office_(office), claim_(std::move(claim)) {}

    int office_;
    Descriptor claim_;
};

}  // namespace sidetone::office
