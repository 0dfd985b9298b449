// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/readCards.h"

#include <utility>

#include "core/text.h"
#include "directory/vcard/LineReader.h"
#include "directory/vcard/cardOf.h"
#include "directory/vcard/charsetText.h"
#include "directory/vcard/readContentLine.h"

namespace sidetone::directory {
namespace {

/// One file, line by line. States: outside (no card is open), inside (`depth_` is 1), and inside a
/// card's card (deeper), which is read over. Events: BEGIN, END, any other property, the end of
/// the file.
class Reading {
public:
    explicit Reading(const VcardLimits& limits) : limits_(limits) {}

    core::Result<CardFile> run(std::string_view text) {
        LineReader lines(text, limits_);
        while (const auto line = lines.next()) {
            if (!take(*line)) break;
        }
        if (depth_ > 0) tell(began_, "the card that begins here has no end");
        if (!hasBegun_) {
            return core::fail(core::ErrorCode::BadAnswer, "Reading an address book",
                              "there is no vCard in it");
        }
        return std::move(file_);
    }

private:
    /// False where nothing more is read.
    bool take(const LineReader::Line& line) {
        if (line.isTooLong) {
            if (depth_ > 0) tell(line.number, "a property is too long");
            return true;
        }
        auto read = readContentLine(line.text, line.number, limits_);
        if (!read) {
            // What stands between cards is nobody's.
            if (depth_ == 1) tell(line.number, read.error().answer);
            return true;
        }
        const bool isCard = core::equalsIgnoringCase(core::trim(read->value), "vcard");
        if (read->name == "BEGIN" && isCard) return begin(line.number);
        if (read->name == "END" && isCard) return end(line.number);
        if (depth_ == 1) property(std::move(*read));
        return true;
    }
    bool begin(std::size_t number) {
        hasBegun_ = true;
        const bool isNested = depth_ > 0 && isAgentOpen_;
        if (depth_ > 0 && !isNested && depth_ == 1) {
            tell(began_, "the card that begins here has no end");
            depth_ = 0;
        }
        if (depth_ == 0) {
            if (file_.cards.size() >= limits_.cards) {
                tell(number, "there are too many cards");
                return false;
            }
            began_ = number;
            properties_.clear();
            isTooMany_ = false;
        }
        isAgentOpen_ = false;
        if (++depth_ <= limits_.nesting) return true;
        tell(number, "there are too many cards inside one another");
        depth_ = 0;
        return false;
    }
    bool end(std::size_t number) {
        if (depth_ == 0) {
            tell(number, "a card ends that has not begun");
            return true;
        }
        if (--depth_ > 0) return true;
        auto card = cardOf(std::move(properties_));
        properties_.clear();
        if (!card) return true;
        card->line = began_;
        file_.cards.push_back(std::move(*card));
        return true;
    }
    void property(ContentLine line) {
        isAgentOpen_ = line.name == "AGENT" && core::trim(line.value).empty();
        if (properties_.size() < limits_.properties) {
            properties_.push_back(std::move(line));
        } else if (!std::exchange(isTooMany_, true)) {
            tell(line.line, "the card has too many properties");
        }
    }
    void tell(std::size_t number, std::string what) {
        if (file_.troubles.size() < limits_.troubles) {
            file_.troubles.push_back({number, std::move(what)});
        }
    }

    VcardLimits limits_;
    CardFile file_;
    std::vector<ContentLine> properties_;  ///< of the card that is open
    std::size_t depth_ = 0;
    std::size_t began_ = 0;
    bool hasBegun_ = false;
    bool isAgentOpen_ = false;  ///< the next BEGIN is a card inside this one
    bool isTooMany_ = false;
};

}  // namespace

core::Result<CardFile> readCards(std::string bytes, const VcardLimits& limits) {
    if (bytes.size() > limits.fileBytes) {
        return core::fail(core::ErrorCode::TooLarge, "Reading an address book",
                          "it has more than " + std::to_string(limits.fileBytes) + " bytes");
    }
    const auto text = fileText(std::move(bytes));
    return Reading(limits).run(text);
}

}  // namespace sidetone::directory
