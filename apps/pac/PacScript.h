// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

struct duk_hthread;

namespace sidetone::pac {

/// What a script may ask of the outside.
struct Outside {
    /// Numeric addresses with semicolons between; empty where there are none.
    std::function<std::string(const std::string& host)> resolve;
    std::function<void(const std::string& text)> alert;
};

/// A PAC file in a JavaScript engine of its own (Duktape).
class PacScript {
public:
    PacScript(Outside outside, std::string ownAddresses);
    ~PacScript();
    PacScript(const PacScript&) = delete;
    PacScript& operator=(const PacScript&) = delete;

    struct Outcome {
        bool isGood = false;
        std::string text;  ///< the answer, or why there is none
    };
    /// Runs the file's text, which defines FindProxyForURL or FindProxyForURLEx.
    [[nodiscard]] Outcome load(const std::string& script);
    /// What the script answers, such as "PROXY proxy:8080; DIRECT".
    [[nodiscard]] Outcome find(const std::string& url, const std::string& host);

    [[nodiscard]] const Outside& outside() const { return outside_; }
    [[nodiscard]] const std::string& ownAddresses() const { return ownAddresses_; }

private:
    [[nodiscard]] Outcome failure();
    Outside outside_;
    std::string ownAddresses_;
    duk_hthread* engine_;
};

}  // namespace sidetone::pac
