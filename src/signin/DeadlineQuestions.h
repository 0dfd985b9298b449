// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "signin/Questions.h"

namespace sidetone::signin {

/// Passes questions on and tells when the first one is open and when none is any more, so that
/// the sign-in's deadline stands still while a person thinks.
class DeadlineQuestions final : public Questions {
public:
    DeadlineQuestions(Questions& real, std::function<void()> opened, std::function<void()> closed);
    [[nodiscard]] core::Task<Answer> ask(Question question) override;

private:
    struct Count {
        int open = 0;
        std::function<void()> opened;
        std::function<void()> closed;
    };
    class Asked;
    Questions& real_;
    std::shared_ptr<Count> count_;  ///< gone with this: late answers tell nobody
};

}  // namespace sidetone::signin
