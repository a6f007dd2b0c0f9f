# beside: .github/CODEOWNERS: /churn/ @acme/churn
# %%
import math
