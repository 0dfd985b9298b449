// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/contracts/cluster/DeviceList.h"

#include "core/text.h"
#include "office/contracts/uds/answers.h"
#include "office/contracts/xmlDocument.h"

namespace sidetone::office {

HttpResponse ccmcipDevices(const Desk& desk, const HttpRequest& request) {
    const auto credentials = basicCredentials(request);
    const auto wanted = request.parameter("user");
    if (!credentials || !wanted || !core::equalsIgnoringCase(credentials->user, *wanted) ||
        !desk.passwords.isRight(credentials->user, credentials->password)) {
        return uds::unauthorised();
    }
    core::XmlElement devices("devices");
    const auto* user = desk.findAtHome(credentials->user);
    if (user != nullptr && !user->deviceName.empty()) {
        auto& device = addChild(devices, core::XmlElement("device"));
        addText(device, "name", user->deviceName);
        addText(device, "model", "Cisco Unified Client Services Framework");
        addText(device, "description", user->displayName);
    }
    return uds::answer(devices);
}

}  // namespace sidetone::office
